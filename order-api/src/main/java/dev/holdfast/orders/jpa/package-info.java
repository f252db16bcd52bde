/** The views, read. */
@NullMarked
package dev.holdfast.orders.jpa;

import org.jspecify.annotations.NullMarked;
