package dev.holdfast.decisions;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What classes log in the thread at hand; other tests may run beside it. */
final class Said extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Thread here = Thread.currentThread();
  private final List<String> lines = new ArrayList<>();
  private final List<Logger> loggers;

  Said(Class<?>... types) {
    loggers = Stream.of(types).map(type -> (Logger) LoggerFactory.getLogger(type)).toList();
    start();
    loggers.forEach(logger -> logger.addAppender(this));
  }

  List<String> lines() {
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (Thread.currentThread() == here) {
      lines.add(event.getMessage());
    }
  }

  @Override
  public void close() {
    loggers.forEach(logger -> logger.detachAppender(this));
  }
}
