package dev.holdfast.simulation.world;

import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.messages.Result;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.model.Violation;
import dev.holdfast.simulation.stage.Clocks;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.stage.Faults;
import dev.holdfast.simulation.stage.Network;
import dev.holdfast.simulation.stage.Scheduler;
import dev.holdfast.simulation.stage.Stage;
import dev.holdfast.simulation.store.Database;
import dev.holdfast.simulation.store.Log;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All there is while one seed is played: a shard of the database, of both topics, and time. */
public final class World {

  /** The only shard. */
  public static final int SHARD = 0;

  private final Stage stage;
  private final @Nullable Mutation mutation;
  private final Database database;
  private final Inventory inventory;
  private final Views views;
  private final Log<Incoming> requests = new Log<>();
  private final Log<Result> results = new Log<>();
  private final Map<String, Long> batches = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private long lastPublicationId;
  private @Nullable Violation surprise;

  public World(long seed, @Nullable Mutation mutation, Set<Fault> possible) {
    this.stage = new Stage(seed, possible);
    this.mutation = mutation;
    this.database = new Database(stage);
    this.inventory = Inventory.in(database);
    this.views = Views.in(database);
    if (mutation != null) {
      database.dropConstraints();
    }
  }

  /** Whether the protocol is altered in this way. */
  public boolean has(Mutation alteration) {
    return mutation == alteration;
  }

  public Scheduler scheduler() {
    return stage.scheduler();
  }

  public RandomGenerator random() {
    return stage.random();
  }

  public Clocks clocks() {
    return stage.clocks();
  }

  public Faults faults() {
    return stage.faults();
  }

  public Network network() {
    return stage.network();
  }

  public Database database() {
    return database;
  }

  public Inventory inventory() {
    return inventory;
  }

  public Views views() {
    return views;
  }

  /** Partition of purchase-requests. */
  public Log<Incoming> requests() {
    return requests;
  }

  /** Partition of purchase-results. */
  public Log<Result> results() {
    return results;
  }

  /** An id is given when it is asked for; its row may be committed after a later one's. */
  public long nextPublicationId() {
    return ++lastPublicationId;
  }

  /** Something refused what the protocol let through: with the protocol intact, this is the end. */
  public void surprised(Violation violation) {
    if (mutation == null) {
      throw violation;
    }
    surprise = surprise == null ? violation : surprise;
  }

  /** What surprised an altered protocol first. */
  public @Nullable Violation surprise() {
    return surprise;
  }

  /** Notes which publication the actor has seen. */
  public void hasSeen(long publication) {
    seen.merge(scheduler().actor(), publication, Math::max);
  }

  /** The greatest publication the actor has seen. */
  public long lastSeen() {
    return seen.getOrDefault(scheduler().actor(), 0L);
  }

  /** Notes where the batch starts that the actor is about to decide. */
  public void startsBatchAt(long offset) {
    batches.put(scheduler().actor(), offset);
  }

  /** Where the batch starts that the actor decides. */
  public long batchStart() {
    return batches.getOrDefault(scheduler().actor(), 0L);
  }
}
