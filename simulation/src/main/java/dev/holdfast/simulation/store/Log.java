package dev.holdfast.simulation.store;

import java.util.ArrayList;
import java.util.List;

/** One partition of a topic: records by offset. */
public final class Log<T> {

  private final List<T> records = new ArrayList<>();

  /** Where the next record will stand. */
  public long end() {
    return records.size();
  }

  public void append(T record) {
    records.add(record);
  }

  public T at(long offset) {
    return records.get(Math.toIntExact(offset));
  }

  /** Up to {@code most} records from an offset on. */
  public List<T> read(long from, int most) {
    int first = Math.toIntExact(Math.min(from, end()));
    return List.copyOf(records.subList(first, Math.min(first + most, records.size())));
  }
}
