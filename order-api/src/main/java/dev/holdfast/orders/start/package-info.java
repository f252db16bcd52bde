/** How the process starts: waits for what can come, exits for what can't. */
@NullMarked
package dev.holdfast.orders.start;

import org.jspecify.annotations.NullMarked;
