package dev.holdfast.orders.jpa;

import java.util.List;
import org.springframework.data.repository.Repository;

interface PositionRows extends Repository<PositionRow, Integer> {

  List<PositionRow> findAll();
}
