/** Tables with row locks and READ COMMITTED transactions, and topics; in memory. */
@NullMarked
package dev.holdfast.simulation.store;

import org.jspecify.annotations.NullMarked;
