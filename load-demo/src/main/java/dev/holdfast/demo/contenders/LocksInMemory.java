package dev.holdfast.demo.contenders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Buyers queue in memory. Safe in one process only; a second one would need a lock that both share.
 */
@Component
@Profile("event-lock")
class LocksInMemory implements EventLocks {

  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  @Override
  public <T> T guard(String eventId, Supplier<T> work) {
    var lock = locks.computeIfAbsent(eventId, _ -> new ReentrantLock());
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
