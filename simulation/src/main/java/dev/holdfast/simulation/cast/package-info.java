/** Who acts: customers, workers, publishers, expiry, projections, time. */
@NullMarked
package dev.holdfast.simulation.cast;

import org.jspecify.annotations.NullMarked;
