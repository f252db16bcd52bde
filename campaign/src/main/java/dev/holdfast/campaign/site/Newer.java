package dev.holdfast.campaign.site;

import java.util.UUID;

/**
 * An order of a version that no worker knew when it came, acknowledged by the brokers.
 *
 * @param orderId what a newer worker must decide
 */
public record Newer(int version, int shard, long offset, UUID orderId) {}
