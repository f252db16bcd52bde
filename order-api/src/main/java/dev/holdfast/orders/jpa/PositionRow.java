package dev.holdfast.orders.jpa;

import dev.holdfast.orders.Positions.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** One row of {@code shard_position}. */
@Entity
@Immutable
@Table(name = "shard_position")
class PositionRow {

  @Id
  private int shard;
  private long resultsOffset;
  private long nextOffset;

  protected PositionRow() {}

  int shard() {
    return shard;
  }

  Position toPosition() {
    return new Position(resultsOffset, nextOffset);
  }
}
