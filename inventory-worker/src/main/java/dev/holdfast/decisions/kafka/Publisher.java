package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.FreshRanges;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.ShardStates.Work;
import dev.holdfast.inventory.Publications.Range;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The thread that announces a shard's results.
 *
 * <p>It looks when it is woken, and every 100 ms: releases are written by other processes.
 */
final class Publisher implements Runnable {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final int shard;
  private final AnnounceResults announceResults;
  private final ShardStates states;
  private final FreshRanges fresh;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean stopped;

  private Publisher(
      int shard,
      AnnounceResults announceResults,
      ShardStates states,
      FreshRanges fresh) {
    this.shard = shard;
    this.announceResults = announceResults;
    this.states = states;
    this.fresh = fresh;
  }

  static Publisher start(
      int shard,
      AnnounceResults announceResults,
      ShardStates states,
      FreshRanges fresh) {
    var publisher = new Publisher(shard, announceResults, states, fresh);
    Thread.ofPlatform().name("publisher-" + shard).daemon().start(publisher);
    return publisher;
  }

  /** Announces what was committed just now, and whatever else waits. */
  synchronized void announce(List<Range> committed) {
    if (!stopped) {
      fresh.add(committed);
      wake();
    }
  }

  /** Ends after the look under way; if another worker announces the same meanwhile, no harm. */
  synchronized void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        rest(announceAll() ? LOOK : PAUSE_AFTER_FAILURE);
      }
    } catch (InterruptedException e) {
      stopped = true;
    } finally {
      forget();
    }
  }

  /** Whoever announces the rest, it is not this publisher: others need the room. */
  private synchronized void forget() {
    fresh.removeBefore(Long.MAX_VALUE);
  }

  private boolean announceAll() {
    try {
      while (!stopped && announceResults.announce(shard, fresh)) {
        states.fine(Work.ANNOUNCING, shard);
      }
      states.fine(Work.ANNOUNCING, shard);
      return true;
    } catch (RuntimeException | Error e) {
      // Also an Error: a shard whose publisher has died would never announce again.
      if (!stopped) {
        states.trouble(Work.ANNOUNCING, shard, e);
      }
      return false;
    }
  }

  private void wake() {
    woken.release();
  }

  private void rest(Duration atMost) throws InterruptedException {
    if (woken.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      woken.drainPermits();
    }
  }
}
