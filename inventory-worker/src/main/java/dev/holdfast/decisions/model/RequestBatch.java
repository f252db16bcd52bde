package dev.holdfast.decisions.model;

import java.util.List;

/** Records polled from one partition of a requests topic, in the order of their offsets. */
public record RequestBatch(String topic, int shard, List<Incoming> records) {}
