package dev.holdfast.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What keeps every worker from releasing holds until a person ends it. */
public interface ReleaseHalt {

  /** How a person ends it, as a superuser of the database. */
  String TO_END_IT = "CALL inventory.release_again()";

  /**
   * What the database says at one moment.
   *
   * @param clock its clock
   * @param why why releases are halted, if they are
   */
  record Moment(Instant clock, @Nullable String why) {}

  Moment look();

  /** Halts releases on every shard where they are not halted yet. */
  void halt(String why);
}
