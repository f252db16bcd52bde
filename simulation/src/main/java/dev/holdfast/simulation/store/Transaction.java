package dev.holdfast.simulation.store;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an actor has locked and written and nobody else sees yet. */
final class Transaction {

  /** A row, there or not. */
  record RowId(Table<?, ?> table, Object key) {

    @Override
    public String toString() {
      return table + " " + key;
    }
  }

  final Set<RowId> locks = new LinkedHashSet<>();
  final Map<RowId, Write<?, ?>> writes = new LinkedHashMap<>();
  @Nullable
  RowId waitingFor;
  boolean over;

  /** Whether anything was written to the table. */
  boolean wrote(Table<?, ?> table) {
    return writes.keySet().stream().anyMatch(row -> row.table() == table);
  }
}
