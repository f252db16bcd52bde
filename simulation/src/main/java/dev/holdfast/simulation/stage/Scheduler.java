package dev.holdfast.simulation.stage;

import static java.util.Objects.requireNonNull;

import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.model.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets one actor run at a time; at every step the seed decides who is next.
 *
 * <p>Actors are virtual threads, so that the real code can be stopped anywhere it calls a port. The
 * baton is {@link #current}: only its holder runs, and handing it over publishes all that was
 * written before. Nothing else is shared between threads, so nothing else needs a lock.
 */
public final class Scheduler {

  private static final int MOST_STEPS = 200_000;
  private static final int LONGEST_PAUSE = 400;

  private final RandomGenerator random;
  private final Clocks clocks;
  private final Faults faults;
  private final Trace trace = new Trace();
  private final List<Actor> actors = new ArrayList<>();
  private volatile @Nullable Actor current;
  private volatile boolean empty;
  private @Nullable Thread audience;
  private @Nullable Throwable failure;
  private boolean over;
  private long steps;

  Scheduler(RandomGenerator random, Clocks clocks, Faults faults) {
    this.random = random;
    this.clocks = clocks;
    this.faults = faults;
  }

  /** Adds an actor; it starts when it is first chosen. */
  public void spawn(String name, Life life, Runnable script) {
    var thread = Thread.ofVirtual().name(name).unstarted(() -> live(script));
    actors.add(new Actor(name, life, thread));
  }

  /** Plays until the play is over, and tells what went wrong. */
  public @Nullable Throwable play() {
    audience = Thread.currentThread();
    handTo(choose());
    while (!empty) {
      LockSupport.park(this);
    }
    return failure;
  }

  /** Ends the play: every actor dies at its next step. */
  public void end() {
    over = true;
  }

  /** A point where anybody else may act first, and where the actor's process may die. */
  public void step(String what, @Nullable Object about) {
    var self = self();
    trace.add(clocks.millis(), self.name, what, about);
    if (++steps > MOST_STEPS && !over) {
      throw new Violation(Invariant.DRAINS, "no rest after %d steps".formatted(steps));
    }
    pass(self);
    if (self.life.isMortal()) {
      trouble(self);
    }
  }

  public void step(String what) {
    step(what, null);
  }

  /** A step that ends no sooner than {@code ready}. */
  public void await(String what, @Nullable Object about, BooleanSupplier ready) {
    var self = self();
    self.ready = ready;
    step(what, about);
    self.ready = Actor.ALWAYS;
  }

  /** A step that takes some time. */
  public void sleep(Duration time) {
    var until = clocks.millis() + time.toMillis();
    await("sleeps", null, () -> clocks.millis() >= until);
  }

  /** Notes something that is no step. */
  public void note(String what, @Nullable Object about) {
    trace.add(clocks.millis(), self().name, what, about);
  }

  public void note(String what) {
    note(what, null);
  }

  /** Whose turn it is. */
  public String actor() {
    return self().name;
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  public List<String> trace() {
    return trace.lines();
  }

  private void live(Runnable script) {
    try {
      script.run();
    } catch (Killed _) {
      // It has lost all it knew; whoever shall take its place is on the stage already.
    } catch (Throwable e) {
      failure = failure == null ? e : failure;
      over = true;
    }
    actors.remove(self());
    if (actors.isEmpty()) {
      empty = true;
      LockSupport.unpark(requireNonNull(audience));
    } else {
      handTo(choose());
    }
  }

  private void pass(Actor self) {
    var next = choose();
    if (next != self) {
      handTo(next);
      while (current != self) {
        LockSupport.park(this);
      }
    }
    if (over || self.life.isOver()) {
      throw new Killed();
    }
  }

  private void handTo(Actor next) {
    current = next;
    next.wake();
  }

  private Actor choose() {
    Actor chosen = null;
    int seen = 0;
    for (var actor : actors) {
      if ((over || actor.canRun(steps)) && random.nextInt(++seen) == 0) {
        chosen = actor;
      }
    }
    return requireNonNull(chosen, "nobody can act: time itself has stopped");
  }

  private void trouble(Actor self) {
    if (faults.strikes(Fault.CRASH)) {
      note("CRASHES");
      self.life.end();
      throw new Killed();
    }
    if (faults.strikes(Fault.PAUSE)) {
      self.frozenUntil = steps + random.nextInt(LONGEST_PAUSE);
      note("PAUSES");
      pass(self);
    }
  }

  private Actor self() {
    return requireNonNull(current, "the play has not begun");
  }
}
