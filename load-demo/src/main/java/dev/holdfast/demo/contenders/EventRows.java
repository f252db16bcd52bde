package dev.holdfast.demo.contenders;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface EventRows extends Repository<EventRow, String> {

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("SELECT e FROM EventRow e WHERE e.eventId = :eventId")
  Optional<EventRow> lock(String eventId);
}
