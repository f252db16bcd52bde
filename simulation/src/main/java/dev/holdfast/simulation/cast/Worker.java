package dev.holdfast.simulation.cast;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.DecideBatch;
import dev.holdfast.decisions.FreshRanges;
import dev.holdfast.decisions.ResultsTopic.ResultsNotSent;
import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Ticked;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.messages.Topics;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.stage.Life;
import dev.holdfast.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of the inventory worker: around the real use cases it does what {@code
 * RequestListener}, {@code Publisher} and {@code IdleShards} do with Kafka and threads.
 */
final class Worker {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration IDLE_LOOK = Duration.ofMillis(200);

  private final World world;
  private final Group group;
  private final Group.Member member = new Group.Member();
  private final Product product;
  private final Surprises surprises;
  private final int mostRecords;
  private FreshRanges fresh = new FreshRanges(new AtomicInteger());
  private boolean assigned;
  private boolean woken;
  private long position;
  private long tick = -1;

  private Worker(World world, Group group, Product product) {
    this.world = world;
    this.group = group;
    this.product = product;
    this.surprises = new Surprises(world);
    this.mostRecords = 1 + world.random().nextInt(12);
  }

  /** Starts a process; when it dies, another starts. */
  static void start(World world, Group group, Product product, int number) {
    var worker = new Worker(world, group, product);
    var life = Life.mortal(() -> {
      group.leave(worker.member);
      start(world, group, product, number + 10);
    });
    group.join(worker.member);
    world.scheduler().spawn("worker-" + number, life, worker::decideForEver);
    world.scheduler().spawn("publisher-" + number, life, worker::publishForEver);
    world.scheduler().spawn("idle-" + number, life, worker::watchIdleShard);
  }

  private void decideForEver() {
    while (true) {
      world.scheduler()
          .await("polls", null,
              () -> group.owns(member) != assigned || isBehind());
      if (!group.owns(member)) {
        assigned = false;
        fresh = new FreshRanges(new AtomicInteger());
      } else if (assigned) {
        decide(poll());
      } else {
        surprises.only(this::takeOver);
      }
    }
  }

  private boolean isBehind() {
    return assigned && position < world.requests().end();
  }

  private void takeOver() {
    position = world.has(Mutation.ACKNOWLEDGE_BEFORE_COMMIT)
        ? group.acknowledged()
        : product.cursors().find(Topics.REQUESTS, World.SHARD).orElseThrow().nextOffset();
    assigned = true;
  }

  private List<Incoming> poll() {
    if (world.faults().strikes(Fault.REDELIVER)) {
      position = Math.max(0, position - 1 - world.random().nextInt(10));
    }
    var records = new ArrayList<>(world.requests().read(position, mostRecords));
    if (records.size() > 1 && world.faults().strikes(Fault.SKIP)) {
      records.remove(world.random().nextInt(records.size() - 1));
    }
    return records;
  }

  private void decide(List<Incoming> records) {
    if (records.isEmpty()) {
      return;
    }
    long first = records.getFirst().offset();
    long next = records.getLast().offset() + 1;
    world.startsBatchAt(first);
    if (world.has(Mutation.ACKNOWLEDGE_BEFORE_COMMIT)) {
      group.acknowledge(member, next);
    }
    world.scheduler().note("has polled", first + " to " + (next - 1));
    try {
      surprises.only(() -> {
        var committed = product.decideBatch()
            .decide(new RequestBatch(Topics.REQUESTS, World.SHARD, records));
        position = next;
        group.acknowledge(member, next);
        fresh.add(committed);
        woken = true;
      });
    } catch (GapDetected e) {
      world.scheduler().note("sees a gap");
      position = e.readAgainFrom();
    }
  }

  private void publishForEver() {
    while (true) {
      long look = world.clocks().worker().plus(LOOK).toEpochMilli();
      world.scheduler()
          .await("rests", null, () -> assigned
              && (woken || world.clocks().worker().toEpochMilli() >= look));
      woken = false;
      try {
        surprises.only(this::publish);
      } catch (ResultsNotSent e) {
        world.scheduler().note("could not send");
      }
    }
  }

  private void publish() {
    while (assigned && product.announceResults().announce(World.SHARD, fresh)) {
      world.scheduler().note("has announced");
    }
  }

  private void watchIdleShard() {
    while (true) {
      world.scheduler().sleep(IDLE_LOOK);
      if (assigned) {
        surprises.only(this::letIdleTimePass);
      }
    }
  }

  private void letIdleTimePass() {
    for (var cursor : product.cursors()
        .withHoldsEnded(Topics.REQUESTS, List.of(World.SHARD))) {
      if (world.has(Mutation.IDLE_TIME_BY_CLOCK)) {
        letTimePassByClock(cursor);
      } else if (tick < cursor.nextOffset()) {
        world.scheduler().step("ticks");
        tick = world.requests().end();
        world.requests().append(new Ticked(tick, 0, world.clocks().broker()));
      }
    }
  }

  private void letTimePassByClock(Cursor seen) {
    world.database().autoCommit(() -> {
      var cursors = world.inventory().cursors();
      if (cursors.tryLock(seen.shard())) {
        cursors.update(seen.shard(), new Cursor(seen.topic(), seen.shard(), seen.topicId(),
            seen.nextOffset(), seen.leaderEpoch(), world.clocks().worker(),
            seen.incarnation()));
      }
    });
  }

  /** The real use cases and a port of the inventory worker. */
  record Product(DecideBatch decideBatch, AnnounceResults announceResults, Cursors cursors) {}
}
