package dev.holdfast.localstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * What has been opened so far, closed in reverse order: by the stack, or by the end of the JVM
 * (Ctrl-C included), whichever comes first.
 */
final class Parts implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::closeAll, "local-stack-exit");
  private boolean closed;

  Parts() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Takes {@code part} in charge; one that comes after the end is closed at once. */
  synchronized <T extends AutoCloseable> T add(T part) {
    open.push(part);
    if (closed) {
      closeAll();
      throw new StackException("The stack was closed while it started");
    }
    return part;
  }

  @Override
  public void close() {
    closeAll();
    forgetHook();
  }

  void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** The server that a thread of its own started; throws why it did not. */
  static <T> T started(Future<T> server) {
    try {
      return server.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StackException known
          ? known
          : new StackException("The stack did not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while the stack started", e);
    }
  }

  private synchronized void closeAll() {
    closed = true;
    var failure = new StackException("The stack did not stop cleanly");
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs or has run.
    }
  }
}
