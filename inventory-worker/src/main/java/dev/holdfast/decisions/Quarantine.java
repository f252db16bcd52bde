package dev.holdfast.decisions;

import dev.holdfast.decisions.model.Incoming.Unreadable;
import java.util.List;

/** Records nobody can decide, kept as they came until a person has looked at them. */
public interface Quarantine {

  void add(String topic, int shard, List<Unreadable> records);
}
