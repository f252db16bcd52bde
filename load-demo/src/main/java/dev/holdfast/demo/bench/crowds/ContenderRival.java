package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.contenders.ContenderAudit;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Compilation;
import dev.holdfast.demo.processes.Contender;
import dev.holdfast.demo.processes.RedisServer;
import dev.holdfast.demo.processes.RunDirectory;
import dev.holdfast.demo.processes.Trouble;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contender on a database of its own, in the PostgreSQL that Holdfast uses. */
final class ContenderRival implements Rival {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Entrant entrant;
  private final DatabaseServer server;
  private final Contender process;
  private final Told told = new Told();
  private int connections = 8;

  private ContenderRival(Entrant entrant, DatabaseServer server, Contender process) {
    this.entrant = entrant;
    this.server = server;
    this.process = process;
  }

  /** Starts it; it is not ready yet. */
  static ContenderRival start(
      Entrant entrant,
      DatabaseServer server,
      @Nullable RedisServer redis,
      Compilation compilation,
      RunDirectory directory) {
    server.create(database(entrant), entrant.script());
    var servers = new HashMap<String, String>();
    servers.put("SPRING_DATASOURCE_URL", server.url(database(entrant)));
    if (redis != null) {
      servers.put("REDIS_HOST", redis.host());
      servers.put("REDIS_PORT", Integer.toString(redis.port()));
    }
    return new ContenderRival(entrant, server,
        Contender.start(entrant.profile(), compilation, servers, directory));
  }

  void awaitReady() throws InterruptedException {
    process.awaitReady();
  }

  @Override
  public Entrant entrant() {
    return entrant;
  }

  @Override
  public void open(Collection<String> eventIds, int capacity) {
    try (var connection = new HttpConnection(process.api(), PATIENCE)) {
      for (var eventId : eventIds) {
        send(connection, HttpRequest.put("/v1/events/" + eventId,
            "{\"capacity\":%d}".formatted(capacity)));
      }
    }
  }

  URI api() {
    return process.api();
  }

  /** From now on it uses that many of its database connections. */
  void use(int count) {
    connections = count;
    try (var connection = new HttpConnection(process.api(), PATIENCE)) {
      send(connection, HttpRequest.put("/connections/" + count, ""));
    }
  }

  @Override
  public Shopper shopper(Deadline deadline) {
    return new ContenderShopper(process.api(), told, deadline);
  }

  @Override
  public List<String> audit() {
    try {
      var found = ContenderAudit.of(server.at(database(entrant)));
      var violations = new ArrayList<>(found.violations());
      violations.addAll(told.disagreements(found.held(), found.rejected()));
      return violations;
    } catch (SQLException e) {
      throw new Trouble("%s can't be audited: %s".formatted(label(), e.getMessage()), e);
    }
  }

  @Override
  public void rest() {
    use(connections);
  }

  @Override
  public Told told() {
    return told;
  }

  @Override
  public void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
  }

  private HttpAnswer send(HttpConnection connection, HttpRequest request) {
    try {
      var answer = connection.send(request);
      if (answer.status() != 204) {
        throw new Trouble("%s: %s answered %s".formatted(label(), request.target(),
            answer.describe()));
      }
      return answer;
    } catch (IOException e) {
      throw new Trouble("%s does not answer: %s".formatted(label(), e.getMessage()), e);
    }
  }

  static String database(Entrant entrant) {
    return "contender_" + entrant.profile().replace('-', '_');
  }
}
