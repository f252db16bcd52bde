/** The views, written, and the signal that they were. */
@NullMarked
package dev.holdfast.orders.jdbc;

import org.jspecify.annotations.NullMarked;
