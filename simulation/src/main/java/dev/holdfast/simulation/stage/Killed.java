package dev.holdfast.simulation.stage;

/** The actor's process has died, or the play is over: nothing of the actor runs any more. */
final class Killed extends Error {

  Killed() {
    super("killed", null, false, false);
  }
}
