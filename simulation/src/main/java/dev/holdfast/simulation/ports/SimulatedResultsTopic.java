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
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SimulatedResultsTopic implements ResultsTopic {

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
    for (var announcement : results) {
      world.scheduler().step("sends", Said.of(announcement.result()));
      if (world.faults().strikes(Fault.SEND_FAILS)) {
        throw new ResultsNotSent("simulated", new Broken("no acknowledgement"));
      }
      world.results().append(announcement.result());
    }
    world.scheduler().step("waits for the acknowledgement");
    if (world.faults().strikes(Fault.SEND_FAILS)) {
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
