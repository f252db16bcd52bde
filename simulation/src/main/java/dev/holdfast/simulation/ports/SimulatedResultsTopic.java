package dev.holdfast.simulation.ports;

import static java.util.Comparator.comparingLong;

import dev.holdfast.decisions.Announcement;
import dev.holdfast.decisions.ResultsTopic;
import dev.holdfast.messages.Result;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.store.Broken;
import dev.holdfast.simulation.world.Playing;
import dev.holdfast.simulation.world.PublicationRow;
import dev.holdfast.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SimulatedResultsTopic implements ResultsTopic {

  private static final Duration PATIENCE = Duration.ofMillis(150);

  private final Playing playing;

  SimulatedResultsTopic(Playing playing) {
    this.playing = playing;
  }

  @Override
  public void send(int shard, List<Announcement> results) {
    var world = playing.world();
    if (world.has(Mutation.PROGRESS_BEFORE_RESULTS)) {
      sendProgressFirst();
    }
    for (int next = 0; next < results.size(); next++) {
      world.scheduler().step("sends", Said.of(results.get(next).result()));
      failPerhaps();
      if (world.faults().strikes(Fault.REORDER)) {
        sendLate(results.subList(next, results.size()));
        return;
      }
      world.results().append(results.get(next).result());
    }
    world.scheduler().step("waits for the acknowledgement");
    failPerhaps();
  }

  // A producer keeps its own order, so all the rest is late. Others send meanwhile: the worker that
  // has the partition by then, or this one once it has given up and has another producer.
  private void sendLate(List<Announcement> rest) {
    var world = playing.world();
    var giveUp = world.clocks().worker().plus(PATIENCE);
    var arrived = world.network()
        .carry("results", () -> rest.forEach(late -> world.results().append(late.result())));
    world.scheduler()
        .await("waits for the acknowledgement", null,
            () -> arrived.getAsBoolean() || !world.clocks().worker().isBefore(giveUp));
    if (!arrived.getAsBoolean()) {
      throw new ResultsNotSent("simulated", new Broken("no acknowledgement in time"));
    }
  }

  private void failPerhaps() {
    if (playing.world().faults().strikes(Fault.SEND_FAILS)) {
      throw new ResultsNotSent("simulated", new Broken("no acknowledgement"));
    }
  }

  private void sendProgressFirst() {
    var world = playing.world();
    world.inventory()
        .publications()
        .rows()
        .stream()
        .filter(PublicationRow::isProgress)
        .max(comparingLong(PublicationRow::id))
        .ifPresent(row -> {
          world.scheduler().step("sends too early: progress", row.nextOffset());
          world.results().append(new Result.Progress(World.SHARD, row.nextOffset()));
        });
  }

  /** A result in a few words, put together only if somebody reads the trace. */
  private record Said(Result result) {

    static Said of(Result result) {
      return new Said(result);
    }

    @Override
    public String toString() {
      return switch (result) {
        case Result.Progress(_, var next) -> "progress " + next;
        case Result.OfOrder about when about.order() != null -> "%s %d: order %s v%d".formatted(
            about.eventId(), about.entry().seq(), about.order().orderId(),
            about.order().version());
        case Result.Announced about -> "%s %d".formatted(about.eventId(), about.entry().seq());
      };
    }
  }
}
