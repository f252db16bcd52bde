/** One actor at a time, chosen by a seed; time and trouble come from it, too. */
@NullMarked
package dev.holdfast.simulation.stage;

import org.jspecify.annotations.NullMarked;
