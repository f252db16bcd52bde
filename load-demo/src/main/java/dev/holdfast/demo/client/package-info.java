/** The HTTP API as one client sees it: a connection of its own, requests, answers. */
@NullMarked
package dev.holdfast.demo.client;

import org.jspecify.annotations.NullMarked;
