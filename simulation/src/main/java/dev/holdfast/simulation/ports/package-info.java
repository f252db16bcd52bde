/** The ports of the real use cases, on the simulated store. */
@NullMarked
package dev.holdfast.simulation.ports;

import org.jspecify.annotations.NullMarked;
