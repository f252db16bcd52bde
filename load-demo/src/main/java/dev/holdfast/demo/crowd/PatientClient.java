package dev.holdfast.demo.crowd;

import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.client.NotSent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** A buyer's own connections, with the patience to come back after trouble until time is over. */
public final class PatientClient implements AutoCloseable {

  static final int LONGEST_WAIT_SECONDS = 20;

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(LONGEST_WAIT_SECONDS + 10);
  private static final int FIRST_PAUSE_MILLIS = 50;
  private static final int LONGEST_PAUSE_MILLIS = 1_000;
  private static final int LONGEST_ASKED_SECONDS = 10;

  private final List<HttpConnection> connections;
  private final Deadline deadline;
  private final RandomGenerator random;
  private final Tally tally;
  private int pauseMillis = FIRST_PAUSE_MILLIS;
  private int askedMillis;
  private int turn;

  /** Not connected yet; troubles are noted in {@code tally}. */
  public PatientClient(URI api, Deadline deadline, RandomGenerator random, Tally tally) {
    this(List.of(api), deadline, random, tally);
  }

  /** With a connection to each of {@code apis}, used in turn. */
  PatientClient(List<URI> apis, Deadline deadline, RandomGenerator random, Tally tally) {
    connections = apis.stream().map(api -> new HttpConnection(api, READ_TIMEOUT)).toList();
    this.deadline = deadline;
    this.random = random;
    this.tally = tally;
  }

  /** Asks until there is an answer other than "later"; only for requests that may be repeated. */
  public HttpAnswer ask(HttpRequest request) {
    while (true) {
      try {
        var answer = once(request);
        if (!isLater(answer)) {
          return answer;
        }
      } catch (IOException e) {
        // The request is repeated until time is over.
        tally.trouble(e);
      }
      pause();
    }
  }

  /** Asks once. */
  HttpAnswer once(HttpRequest request) throws IOException {
    deadline.check(request.method() + " " + request.target());
    var answer = takeTurn().send(request);
    if (isLater(answer)) {
      tally.trouble(answer);
      askedMillis = retryAfterMillis(answer);
    } else {
      pauseMillis = FIRST_PAUSE_MILLIS;
    }
    return answer;
  }

  /** Opens the connection that is used next; another one is, if that fails. */
  public void open() throws NotSent {
    try {
      connections.get(turn).open();
    } catch (NotSent e) {
      takeTurn();
      throw e;
    }
  }

  private HttpConnection takeTurn() {
    var connection = connections.get(turn);
    turn = (turn + 1) % connections.size();
    return connection;
  }

  /** True if the server asks to come back: it is overloaded, restarting or cut off. */
  static boolean isLater(HttpAnswer answer) {
    return answer.status() == 429 || answer.status() >= 500;
  }

  /** Waits as long as the server asked for, and a little more each time nothing works. */
  void pause() {
    sleep(askedMillis + pauseMillis / 2 + random.nextInt(pauseMillis));
    askedMillis = 0;
    pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
  }

  void sleep(long millis) {
    deadline.check("a pause");
    try {
      Thread.sleep(Math.min(millis, deadline.millisLeft() + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutOfTime("interrupted");
    }
  }

  /** How long the server may park a poll now. */
  int waitSeconds() {
    return Math.clamp(deadline.millisLeft() / 1_000, 1, LONGEST_WAIT_SECONDS);
  }

  private static int retryAfterMillis(HttpAnswer answer) {
    return answer.header("retry-after")
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Math.min(Integer.parseInt(seconds), LONGEST_ASKED_SECONDS) * 1_000)
        .orElse(0);
  }

  @Override
  public void close() {
    connections.forEach(HttpConnection::close);
  }
}
