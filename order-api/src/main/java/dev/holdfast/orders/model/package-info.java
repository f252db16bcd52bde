/** Orders and events as clients are shown them; plain Java. */
@NullMarked
package dev.holdfast.orders.model;

import org.jspecify.annotations.NullMarked;
