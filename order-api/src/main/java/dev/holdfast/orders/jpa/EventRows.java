package dev.holdfast.orders.jpa;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface EventRows extends Repository<EventRow, String> {

  @Query("SELECT e FROM EventRow e WHERE e.eventId = :eventId AND e.terms IS NOT NULL")
  Optional<EventRow> find(String eventId);

  @Query("SELECT e FROM EventRow e WHERE e.eventId IN :eventIds AND e.terms IS NOT NULL")
  List<EventRow> findAll(Collection<String> eventIds);

  @Query("""
      SELECT e
        FROM EventRow e
       WHERE e.eventId > :after
         AND e.terms IS NOT NULL
       ORDER BY e.eventId
      """)
  List<EventRow> page(String after, Limit limit);
}
