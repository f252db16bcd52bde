package dev.holdfast.orders.http;

import dev.holdfast.orders.Settings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The time between "not ready" and the end: balancers look somewhere else, and every client that
 * still comes is served and asked to open its next connection there.
 */
@Component
class Farewell implements SmartLifecycle {

  private final long millis;
  private volatile boolean running;
  private volatile boolean leaving;

  Farewell(Settings settings) {
    millis = settings.farewell().toMillis();
  }

  /** Whether kept connections are to be closed. */
  boolean isLeaving() {
    return leaving;
  }

  @Override
  public void start() {
    running = true;
  }

  /** Readiness is down already: Spring Boot says so before anything is stopped. */
  @Override
  public void stop(Runnable done) {
    leaving = true;
    running = false;
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(done);
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** First of all. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
