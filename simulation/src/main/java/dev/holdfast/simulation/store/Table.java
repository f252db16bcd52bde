package dev.holdfast.simulation.store;

import dev.holdfast.simulation.store.Transaction.RowId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Rows by key, as the actor's transaction sees them: what is committed, and its own writes. */
public final class Table<K, V> {

  private final String name;
  private final Database database;
  private final Map<K, V> committed = new LinkedHashMap<>();

  Table(String name, Database database) {
    this.name = name;
    this.database = database;
  }

  /** A row as this transaction sees it now. */
  public @Nullable V find(K key) {
    var own = own(key);
    return own == null ? committed.get(key) : own.row();
  }

  /** All rows as this transaction sees them now, in the order of their insertion. */
  public Collection<V> rows() {
    return seen().values();
  }

  /** All rows with their keys, as this transaction sees them now. */
  public Collection<Map.Entry<K, V>> entries() {
    return seen().entrySet();
  }

  /** What is committed, whoever looks. */
  public Collection<V> committed() {
    return committed.values();
  }

  /** What is committed, with keys. */
  public Collection<Map.Entry<K, V>> committedEntries() {
    return committed.entrySet();
  }

  /** A committed row. */
  public @Nullable V committed(K key) {
    return committed.get(key);
  }

  /** Waits for the row and keeps it until the transaction ends. */
  public void lock(K key) {
    database.lock(new RowId(this, key));
  }

  /** Locks the row unless somebody else has. */
  public boolean tryLock(K key) {
    return database.isFree(new RowId(this, key)) && locked(key);
  }

  /** Adds a row, after whoever is adding the same has come to an end. */
  public void insert(K key, V row) {
    lock(key);
    if (database.isConstrained() && find(key) != null) {
      throw new DuplicateKeyException("%s %s is there already".formatted(name, key));
    }
    write(key, row);
  }

  /** Replaces a row; it must be there. */
  public void update(K key, V row) {
    lock(key);
    if (database.isConstrained() && find(key) == null) {
      throw new IllegalStateException("%s %s is not there".formatted(name, key));
    }
    write(key, row);
  }

  /** Adds or replaces a row. */
  public void upsert(K key, V row) {
    lock(key);
    write(key, row);
  }

  public void delete(K key) {
    lock(key);
    write(key, null);
  }

  @Override
  public String toString() {
    return name;
  }

  void set(K key, @Nullable V row) {
    if (row == null) {
      committed.remove(key);
    } else {
      committed.put(key, row);
    }
  }

  private boolean locked(K key) {
    lock(key);
    return true;
  }

  // A copy where it matters: while one actor goes through the rows, nobody else runs.
  private Map<K, V> seen() {
    var transaction = database.current();
    if (transaction == null || !transaction.wrote(this)) {
      return committed;
    }
    var rows = new LinkedHashMap<>(committed);
    transaction.writes.values()
        .stream()
        .filter(write -> write.table() == this)
        .forEach(write -> put(rows, write));
    return rows;
  }

  private void write(K key, @Nullable V row) {
    database.required().writes.put(new RowId(this, key), new Write<>(this, key, row));
  }

  // A row id names its table, so what was written under it has this table's types.
  @SuppressWarnings("unchecked")
  private @Nullable Write<K, V> own(K key) {
    var transaction = database.current();
    return transaction == null
        ? null
        : (Write<K, V>) transaction.writes.get(new RowId(this, key));
  }

  @SuppressWarnings("unchecked")
  private void put(Map<K, V> rows, Write<?, ?> own) {
    var write = (Write<K, V>) own;
    if (write.row() == null) {
      rows.remove(write.key());
    } else {
      rows.put(write.key(), write.row());
    }
  }
}
