/** The HTTP door: bodies, problems, tokens. */
@NullMarked
package dev.holdfast.orders.http;

import org.jspecify.annotations.NullMarked;
