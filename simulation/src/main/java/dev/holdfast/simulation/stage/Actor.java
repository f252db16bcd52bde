package dev.holdfast.simulation.stage;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A line of execution that runs only when the scheduler says so. */
final class Actor {

  static final BooleanSupplier ALWAYS = () -> true;

  final String name;
  final Life life;
  final Thread thread;
  BooleanSupplier ready = ALWAYS;
  long frozenUntil;
  private boolean started;

  Actor(String name, Life life, Thread thread) {
    this.name = name;
    this.life = life;
    this.thread = thread;
  }

  boolean canRun(long step) {
    return life.isOver() || (frozenUntil <= step && ready.getAsBoolean());
  }

  void wake() {
    if (started) {
      LockSupport.unpark(thread);
    } else {
      started = true;
      thread.start();
    }
  }
}
