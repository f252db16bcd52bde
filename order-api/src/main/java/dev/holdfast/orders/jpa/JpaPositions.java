package dev.holdfast.orders.jpa;

import static java.util.stream.Collectors.toMap;

import dev.holdfast.orders.Positions;
import java.util.Map;
import org.springframework.stereotype.Repository;

@Repository
class JpaPositions implements Positions {

  private final PositionRows rows;

  JpaPositions(PositionRows rows) {
    this.rows = rows;
  }

  @Override
  public Map<Integer, Position> all() {
    return rows.findAll().stream().collect(toMap(PositionRow::shard, PositionRow::toPosition));
  }
}
