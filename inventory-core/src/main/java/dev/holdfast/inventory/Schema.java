package dev.holdfast.inventory;

import java.util.OptionalInt;

/** The version of schema {@code inventory}, which the inventory-worker migrates. */
public interface Schema {

  /** Newest migration this build knows. */
  int KNOWN_VERSION = 4;

  /** Newest migration in the database; empty before the first. */
  OptionalInt installedVersion();
}
