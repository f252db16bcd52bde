package dev.holdfast.demo;

import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.messages.EventTerms;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Puts events on sale. */
public final class Organiser {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LOOK_EVERY_MILLIS = 50;

  private final URI api;
  private final String token;

  public Organiser(URI api, String token) {
    this.api = api;
    this.token = token;
  }

  /** Opens an event and waits until it is open. */
  public void open(String eventId, EventTerms terms) throws InterruptedException {
    var request = HttpRequest.put("/v1/events/" + eventId, body(terms)).as(token);
    var deadline = Deadline.in(PATIENCE);
    try (var connection = new HttpConnection(api, PATIENCE)) {
      while (true) {
        var answer = send(connection, request);
        if (answer.status() == 200 || answer.status() == 201) {
          return;
        }
        boolean later = answer.status() == 202 || answer.status() >= 500;
        if (!later || deadline.isOver()) {
          throw new Trouble("The event could not be opened: " + answer.describe());
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    }
  }

  private HttpAnswer send(HttpConnection connection, HttpRequest request) {
    try {
      return connection.send(request);
    } catch (IOException e) {
      throw new Trouble("%s does not answer: %s".formatted(api, e.getMessage()), e);
    }
  }

  /** Absent bounds of the sale window are left out: order-api knows no null. */
  private static String body(EventTerms terms) {
    var fields = new LinkedHashMap<String, Object>();
    JSON.valueToTree(terms)
        .properties()
        .stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    return JSON.writeValueAsString(fields);
  }
}
