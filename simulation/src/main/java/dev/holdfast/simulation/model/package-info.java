/** What can be altered in the protocol, and what must hold all the same. */
@NullMarked
package dev.holdfast.simulation.model;

import org.jspecify.annotations.NullMarked;
