/** Does the protocol survive any interleaving? The real use cases, on a stage where time is ours. */
@NullMarked
package dev.holdfast.simulation;

import org.jspecify.annotations.NullMarked;
