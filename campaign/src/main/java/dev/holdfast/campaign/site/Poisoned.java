package dev.holdfast.campaign.site;

import java.util.UUID;

/**
 * A record that nobody can decide, acknowledged by the brokers.
 *
 * @param sort what is wrong with it
 * @param orderId the order it seems to be about
 * @param answered whether that order must be rejected as unreadable
 */
public record Poisoned(String sort, int shard, long offset, UUID orderId, boolean answered) {}
