package dev.holdfast.simulation.stage;

/** A process: its actors die together, and with them everything they remember. */
public final class Life {

  private final Runnable successor;
  private final boolean mortal;
  private boolean over;

  private Life(boolean mortal, Runnable successor) {
    this.mortal = mortal;
    this.successor = successor;
  }

  /** Of a process that may crash; {@code successor} starts another in its place. */
  public static Life mortal(Runnable successor) {
    return new Life(true, successor);
  }

  /** Of an actor outside the system. */
  public static Life immortal() {
    return new Life(false, () -> {});
  }

  public boolean isOver() {
    return over;
  }

  boolean isMortal() {
    return mortal && !over;
  }

  void end() {
    over = true;
    successor.run();
  }
}
