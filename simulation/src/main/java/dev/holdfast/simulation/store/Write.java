package dev.holdfast.simulation.store;

import org.jspecify.annotations.Nullable;

/**
 * A row as a transaction leaves it.
 *
 * @param row absent if it was deleted
 */
public record Write<K, V>(Table<K, V> table, K key, @Nullable V row) {

  void apply() {
    table.set(key, row);
  }
}
