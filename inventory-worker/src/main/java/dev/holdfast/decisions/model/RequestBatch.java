package dev.holdfast.decisions.model;

import java.util.List;

/** Records polled from one partition of a requests topic, in the order of their offsets. */
public record RequestBatch(String topic, int shard, List<Incoming> records) {

  /** The records from one index until before another. */
  public RequestBatch part(int from, int until) {
    return new RequestBatch(topic, shard, records.subList(from, until));
  }
}
