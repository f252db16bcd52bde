package dev.holdfast.decisions;

import dev.holdfast.messages.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A results topic in memory, which can be told to fail, or to let something happen meanwhile. */
public final class RememberedResults implements ResultsTopic {

  private final List<Announcement> sent = new CopyOnWriteArrayList<>();
  private volatile Runnable meanwhile = () -> {};

  @Override
  public void send(int shard, List<Announcement> results) {
    meanwhile.run();
    sent.addAll(results);
  }

  /** Runs once per sending, before the acknowledgement. */
  public void meanwhile(Runnable happens) {
    meanwhile = happens;
  }

  /** From now on nothing is acknowledged. */
  void fail() {
    meanwhile(() -> {
      throw new ResultsNotSent("the broker is gone", new IllegalStateException());
    });
  }

  void forget() {
    sent.clear();
    meanwhile = () -> {};
  }

  List<Result> results() {
    return sent.stream().map(Announcement::result).toList();
  }

  public List<Result.Announced> announced() {
    var announced = new ArrayList<Result.Announced>();
    for (var result : results()) {
      if (result instanceof Result.Announced row) {
        announced.add(row);
      }
    }
    return announced;
  }

  List<Announcement> sent() {
    return sent;
  }
}
