package dev.holdfast.simulation.ports;

import dev.holdfast.inventory.Publications;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.simulation.world.Playing;
import dev.holdfast.simulation.world.PublicationRow;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class SimulatedPublications implements Publications {

  private final Playing playing;

  SimulatedPublications(Playing playing) {
    this.playing = playing;
  }

  @Override
  public List<Range> add(int shard, Collection<EventBook> books) {
    playing.world().database().statement("queues results of events", books.size());
    return books.stream()
        .map(book -> new Range(insert(book.eventId(), book.entries().getFirst().seq(),
            book.lastSeq(), 0), book.entries()))
        .toList();
  }

  @Override
  public void addProgress(int shard, long nextOffset) {
    playing.world().database().statement("queues progress", nextOffset);
    insert(null, 0, 0, nextOffset);
  }

  private long insert(@Nullable String eventId, long firstSeq, long lastSeq, long nextOffset) {
    long id = playing.world().nextPublicationId();
    playing.world()
        .inventory()
        .publications()
        .insert(id, new PublicationRow(id, eventId, firstSeq, lastSeq, nextOffset));
    return id;
  }
}
