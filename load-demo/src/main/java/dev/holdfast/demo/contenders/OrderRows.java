package dev.holdfast.demo.contenders;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface OrderRows extends Repository<OrderRow, UUID> {

  OrderRow save(OrderRow order);

  Optional<OrderRow> findById(UUID orderId);
}
