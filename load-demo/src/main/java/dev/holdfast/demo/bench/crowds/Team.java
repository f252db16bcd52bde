package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.crowd.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shoppers of one system, connected and signed in. */
final class Team implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SIGNING_IN_AT_ONCE = 64;

  private final List<Shopper> shoppers = new ArrayList<>();

  private Team() {}

  static Team gather(Rival rival, int size) throws InterruptedException {
    var team = new Team();
    try {
      var deadline = Deadline.in(PATIENCE);
      while (team.shoppers.size() < size) {
        var next = new ArrayList<Shopper>();
        for (int i = team.shoppers.size(); i < size && next.size() < SIGNING_IN_AT_ONCE; i++) {
          next.add(rival.shopper(deadline));
        }
        team.shoppers.addAll(next);
        Together.each(next, Shopper::signIn);
      }
      // Nobody's turn shall pay for the garbage of the gathering.
      System.gc();
      return team;
    } catch (RuntimeException | InterruptedException e) {
      team.close();
      throw e;
    }
  }

  /** Lets everybody do that at once, and waits for the last. */
  void all(Together.Timed<Shopper> work) throws InterruptedException {
    Together.each(shoppers, work);
  }

  @Override
  public void close() {
    shoppers.forEach(Shopper::close);
  }
}
