package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Orders that come when they are due, however long the answers take: one thread and as many
 * connections as have no answer yet. Only when there are {@code most} of them do orders wait.
 */
final class OpenLoop implements AutoCloseable {

  /** After such an answer the server closes the connection. */
  private static final int CLOSES = 500;

  private static final Duration PROBE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SocketAddress api;
  private final String order;
  private final int most;
  private final Selector selector;
  private final Deque<Caller> free = new ArrayDeque<>();
  private int busy;

  OpenLoop(URI api, String order, int most) throws IOException {
    this.api = new InetSocketAddress(api.getHost(), api.getPort());
    this.order = order;
    this.most = most;
    selector = Selector.open();
  }

  /**
   * Offers orders at a constant rate.
   *
   * @param settling at the beginning, not counted
   */
  Answers offer(double perSecond, Duration settling, Duration measured) {
    long began = System.nanoTime();
    var answers = new Answers(began + settling.toNanos(),
        began + settling.plus(measured).toNanos());
    try {
      double every = 1e9 / perSecond;
      double due = began;
      for (long now = began; now < answers.end(); now = System.nanoTime()) {
        while (due <= now && busy < most) {
          send(answers);
          due += every;
        }
        hear(answers);
      }
      awaitAnswers(answers);
      return answers;
    } catch (IOException e) {
      throw new Trouble("The orders can't be sent: " + e.getMessage(), e);
    }
  }

  /** As many as there are connections for: the next as soon as one is answered. */
  Answers flatOut(Duration settling, Duration measured) {
    return offer(1e9, settling, measured);
  }

  /**
   * Offers orders at a low rate until one of them is accepted.
   *
   * @param heard is told all answers, bit by bit
   */
  void offerUntilAccepted(double perSecond, Duration patience, Consumer<Answers> heard) {
    var deadline = Deadline.in(patience);
    Answers probe;
    do {
      if (deadline.isOver()) {
        throw new Trouble("No order is accepted after " + patience);
      }
      probe = offer(perSecond, Duration.ZERO, PROBE);
      heard.accept(probe);
    } while (probe.acceptances() == 0);
  }

  private void send(Answers answers) throws IOException {
    var idle = free.poll();
    var caller = idle == null ? Caller.open(api, order, selector) : idle;
    caller.send();
    answers.sent(caller.sentAt());
    busy++;
  }

  private void hear(Answers answers) throws IOException {
    selector.select(key -> hear((Caller) key.attachment(), answers), 1);
  }

  private void hear(Caller caller, Answers answers) {
    try {
      int status = caller.read();
      if (status > 0) {
        answers.heard(status, caller.isToldToComeBack(), caller.sentAt(), System.nanoTime());
        busy--;
        if (status < CLOSES) {
          free.push(caller);
        } else {
          caller.close();
        }
      }
    } catch (IOException e) {
      throw new Trouble("An order was not answered: " + e.getMessage(), e);
    }
  }

  private void awaitAnswers(Answers answers) throws IOException {
    for (long end = System.nanoTime() + PATIENCE.toNanos(); busy > 0;) {
      hear(answers);
      if (System.nanoTime() > end) {
        throw new Trouble("%d orders are not answered after %s".formatted(busy, PATIENCE));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (var key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
