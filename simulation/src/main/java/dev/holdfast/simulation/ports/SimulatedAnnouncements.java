package dev.holdfast.simulation.ports;

import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;

import dev.holdfast.decisions.Announcements;
import dev.holdfast.decisions.FreshRanges;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.world.LedgerKey;
import dev.holdfast.simulation.world.Playing;
import dev.holdfast.simulation.world.PublicationRow;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

@Component
class SimulatedAnnouncements implements Announcements {

  /** Few, so that it takes several rounds. */
  private static final int ROWS_AT_A_TIME = 4;

  private static final int INCARNATION = 1;

  private final Playing playing;

  SimulatedAnnouncements(Playing playing) {
    this.playing = playing;
  }

  @Override
  public List<Row> next(int shard, int limit, FreshRanges fresh) {
    var world = playing.world();
    world.database().statement("looks what is to be announced");
    var rows = world.inventory()
        .publications()
        .rows()
        .stream()
        .filter(this::isRead)
        .sorted(comparingLong(PublicationRow::id))
        .limit(ROWS_AT_A_TIME)
        .toList();
    rows.forEach(row -> world.hasSeen(row.id()));
    var waiting = rows.stream()
        .map(row -> row.isProgress()
            ? new Row(row.id(), null, row.nextOffset())
            : new Row(row.id(), new Rows(INCARNATION, entries(row, fresh)), 0))
        .toList();
    if (world.has(Mutation.PUBLISHER_DELETES_FIRST)) {
      remove(waiting.stream().map(Row::id).toList());
    }
    return waiting;
  }

  @Override
  public void delete(int shard, Collection<Long> ids) {
    var world = playing.world();
    world.database().statement("deletes what was announced", ids);
    remove(ids);
  }

  private void remove(Collection<Long> ids) {
    var world = playing.world();
    world.database().autoCommit(() -> ids.forEach(world.inventory().publications()::delete));
  }

  private boolean isRead(PublicationRow row) {
    return !playing.world().has(Mutation.PUBLISHER_READS_GREATER_IDS)
        || row.id() > playing.world().lastSeen();
  }

  private List<LedgerEntry> entries(PublicationRow row, FreshRanges fresh) {
    var kept = fresh.of(row.id());
    return kept == null ? read(row) : kept;
  }

  private List<LedgerEntry> read(PublicationRow row) {
    playing.world().database().statement("reads the ledger for publication", row.id());
    var eventId = requireNonNull(row.eventId());
    return LongStream.rangeClosed(row.firstSeq(), row.lastSeq())
        .mapToObj(seq -> requireNonNull(
            playing.world().inventory().ledger().find(new LedgerKey(eventId, seq))))
        .toList();
  }
}
