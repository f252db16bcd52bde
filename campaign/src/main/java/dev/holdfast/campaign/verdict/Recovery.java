package dev.holdfast.campaign.verdict;

import dev.holdfast.campaign.site.Site;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Check;
import dev.holdfast.demo.verdict.Drain;
import dev.holdfast.demo.verdict.TopicReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How soon everything works again after faults were healed, while people go on buying. */
public final class Recovery {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LOOK_EVERY_MILLIS = 100;
  private static final double MILLIS = 1e3;

  private final Site site;
  private final DecidedOrders orders;
  private final TopicReader topics;
  private final Drain drain;
  private final List<String> late = new ArrayList<>();
  private int times;
  private Duration longest = Duration.ZERO;

  public Recovery(Site site) {
    this.site = site;
    orders = new DecidedOrders(site.auditor());
    topics = new TopicReader(site.bootstrapServers(), "");
    drain = new Drain(site.auditor(), topics);
  }

  /**
   * Waits until every process is ready and every shard has decided and announced what waits now;
   * how many seconds that took.
   *
   * @param after what was healed just now, for the report
   */
  public double await(String after) throws InterruptedException {
    long healed = System.nanoTime();
    site.awaitHealth();
    // Again, when all is well: a process that was held up may have halted them after the healing.
    site.letReleasesGoOn();
    long ready = System.nanoTime();
    var deadline = Deadline.in(PATIENCE);
    try {
      var ends = topics.requestEnds();
      awaitNone(() -> drain.undecided(ends), deadline, after);
      long newest = orders.newestPublication();
      awaitNone(() -> orders.unannounced(newest), deadline, after);
    } catch (SQLException e) {
      throw new Trouble("The database does not answer: " + e.getMessage(), e);
    }
    var took = since(healed);
    note(took, since(ready), after);
    return took.toMillis() / MILLIS;
  }

  private void note(Duration sinceHealed, Duration sinceReady, String after) {
    times++;
    longest = sinceHealed.compareTo(longest) > 0 ? sinceHealed : longest;
    if (sinceReady.compareTo(LIMIT) > 0) {
      late.add("%.0f s after: %s".formatted(sinceReady.toMillis() / MILLIS, after.strip()));
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private void awaitNone(Behind behind, Deadline deadline, String after)
      throws SQLException, InterruptedException {
    for (var left = behind.shards(); !left.isEmpty(); left = behind.shards()) {
      if (deadline.isOver()) {
        site.dumpThreads();
        throw new Trouble("No progress any more after: %s%n%s; what each thread does is in the logs"
            .formatted(after.strip(), String.join("; ", left)));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** Seconds of the longest one, the start of processes included. */
  public double longestSeconds() {
    return longest.toMillis() / MILLIS;
  }

  /** How often it was looked at. */
  public int times() {
    return times;
  }

  Check check() {
    return Check.of("AGAIN",
        "%d s after all is ready again every shard has decided and announced what waited"
            .formatted(LIMIT.toSeconds()),
        late);
  }

  private interface Behind {
    List<String> shards() throws SQLException;
  }
}
