package dev.holdfast.decisions;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What keeps shards from being applied or announced, for readiness and for the log.
 *
 * <p>Trouble is retried and passes; a halt stays until a person has acted and restarted the worker,
 * or, if another worker may end it, until that one has had the shard.
 */
@Component
public class ShardStates {

  private static final Logger log = LoggerFactory.getLogger(ShardStates.class);

  /** What a shard is doing; each has troubles of its own. */
  public enum Work {
    CHECKING, APPLYING, ANNOUNCING, TICKING
  }

  private record Key(Work work, int shard) {}

  private final Map<Key, String> troubles = new ConcurrentHashMap<>();
  private final Map<Integer, String> halts = new ConcurrentHashMap<>();
  private final Set<Integer> endedByOthers = ConcurrentHashMap.newKeySet();

  ShardStates() {
    Metrics.gaugeMapSize("holdfast.shards.in.trouble", Tags.empty(), troubles);
    Metrics.gaugeMapSize("holdfast.shards.halted", Tags.empty(), halts);
  }

  /** Something failed and will be tried again; logged when it begins and when it changes. */
  public void trouble(Work work, int shard, Throwable why) {
    var message = String.valueOf(why.getMessage());
    if (!message.equals(troubles.put(new Key(work, shard), message))) {
      log.atWarn()
          .setCause(why)
          .addKeyValue("shard", shard)
          .addKeyValue("work", work)
          .log("Failed, trying again");
    }
  }

  /** It works. */
  public void fine(Work work, int shard) {
    if (troubles.remove(new Key(work, shard)) != null) {
      log.atInfo().addKeyValue("shard", shard).addKeyValue("work", work).log("Works again");
    }
  }

  /** Nothing of the shard is applied any more; {@code why} says what happened and what to do. */
  public void halt(int shard, String why) {
    if (halts.put(shard, why) == null) {
      log.atError().addKeyValue("shard", shard).log("Halted: {}", why);
    }
  }

  /** The same, but a worker of another version may know how to go on. */
  public void haltForOthers(int shard, String why) {
    endedByOthers.add(shard);
    halt(shard, why);
  }

  public boolean halted(int shard) {
    return halts.containsKey(shard);
  }

  /** Forgets the troubles of a shard that another worker took over, and a halt that it may end. */
  public void forget(int shard) {
    if (endedByOthers.remove(shard)) {
      halts.remove(shard);
    }
    troubles.keySet().removeIf(key -> key.shard == shard);
  }

  /** What is wrong, by name; empty if all is well. */
  public Map<String, String> wrong() {
    var wrong = new TreeMap<String, String>();
    troubles.forEach((key, why) -> wrong.put("shard-%d %s".formatted(key.shard, key.work), why));
    halts.forEach((shard, why) -> wrong.put("shard-%d HALTED".formatted(shard), why));
    return wrong;
  }
}
