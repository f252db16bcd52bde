package dev.holdfast.simulation.world;

/** Key of a ledger row. */
public record LedgerKey(String eventId, long seq) {}
