package dev.holdfast.demo.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.localstack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.kafka.common.utils.AppInfoParser;

/** What the benchmark ran on. */
public final class Machine {

  private static final long MEGABYTE = 1024 * 1024;

  private static final Pattern BROKER_JAR = Pattern.compile("kafka_2[.]13-([\\d.]+)[.]jar");

  private static final String SERVER =
      """
      SELECT name, current_setting(name)
        FROM pg_settings
       WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes',
                      'shared_buffers')
       ORDER BY name
      """;

  private final Map<String, String> facts = new LinkedHashMap<>();

  /** What Java knows about it. */
  public Machine() {
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      facts.put("memory", system.getTotalMemorySize() / MEGABYTE + " MB");
    }
    facts.put("os", "%s %s %s".formatted(System.getProperty("os.name"),
        System.getProperty("os.version"), System.getProperty("os.arch")));
    facts.put("jdk", "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")));
    facts.put("kafka", brokerVersion());
    facts.put("kafka-clients", AppInfoParser.getVersion());
  }

  /** Asks the server that is measured who it is and how durable. */
  public void askServer(DataSource postgres) {
    try (var connection = postgres.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(SERVER)) {
      while (rows.next()) {
        var name = rows.getString(1);
        facts.put("server_version".equals(name) ? "postgresql" : name, rows.getString(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The server does not say what it is", e);
    }
  }

  /** Names and values, in an order for people. */
  public Map<String, String> facts() {
    return new LinkedHashMap<>(facts);
  }

  /** A broker does not say its version to a client, but the local stack knows its jars. */
  private static String brokerVersion() {
    try (var jars = LocalStack.class.getResourceAsStream("broker.classpath")) {
      var names = jars == null ? "" : new String(jars.readAllBytes(), StandardCharsets.UTF_8);
      var broker = BROKER_JAR.matcher(names);
      return broker.find() ? broker.group(1) : "unknown";
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the broker's class path", e);
    }
  }
}
