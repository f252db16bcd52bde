package dev.holdfast.simulation.model;

import java.util.List;
import java.util.Optional;

/**
 * How the simulation of one seed went.
 *
 * @param broken the invariant that did not hold, if any
 * @param trace every step, in order
 */
public record Outcome(long seed, Optional<Violation> broken, List<String> trace) {}
