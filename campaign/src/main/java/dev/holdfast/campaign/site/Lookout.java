package dev.holdfast.campaign.site;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.holdfast.campaign.load.Load;
import dev.holdfast.campaign.meanwhile.Sighting;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.messages.Topics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Looks how things stand, by no line; what does not answer has nothing to say. */
final class Lookout implements Supplier<Sighting> {

  private static final Pattern HALTED = Pattern.compile("shard-(\\d+) HALTED");

  private static final String CURSORS =
      """
      SELECT shard, next_offset
        FROM inventory.cursor
       WHERE topic = ?
      """;

  private static final String HALTS =
      """
      SELECT EXISTS (SELECT FROM inventory.release_halt WHERE until_offset IS NULL)
      """;

  private final Site site;
  private final Load load;

  Lookout(Site site, Load load) {
    this.site = site;
    this.load = load;
  }

  @Override
  public Sighting get() {
    var cursors = new HashMap<Integer, Long>();
    boolean releasesHalted = readDatabase(cursors);
    var dead = Instance.ALL.stream()
        .map(Instance::name)
        .filter(name -> !site.process(name).isAlive())
        .collect(toUnmodifiableSet());
    return new Sighting(cursors, releasesHalted, load.decided(), load.answers(), dead,
        haltedShards());
  }

  private boolean readDatabase(Map<Integer, Long> cursors) {
    try (var connection = site.auditor().getConnection();
        var statement = connection.prepareStatement(CURSORS)) {
      statement.setString(1, Topics.REQUESTS);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          cursors.put(rows.getInt(1), rows.getLong(2));
        }
      }
      try (var rows = connection.createStatement().executeQuery(HALTS)) {
        return rows.next() && rows.getBoolean(1);
      }
    } catch (SQLException e) {
      cursors.clear();
      return false;
    }
  }

  private Set<Integer> haltedShards() {
    return Site.workers()
        .stream()
        .map(site::process)
        .map(ServiceProcess::readiness)
        .flatMap(words -> HALTED.matcher(words).results())
        .map(match -> Integer.parseInt(match.group(1)))
        .collect(toUnmodifiableSet());
  }
}
