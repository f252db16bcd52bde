/** Watches every commit and knows the invariants. */
@NullMarked
package dev.holdfast.simulation.referee;

import org.jspecify.annotations.NullMarked;
