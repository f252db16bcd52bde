package dev.holdfast.campaign.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the campaign wants of this process, as files in a folder that belongs to the two of them. */
final class Orders {

  /** Name of the environment variable that names the folder. */
  static final String FOLDER = "HOLDFAST_CAMPAIGN_ORDERS";

  /** The file that names the point to halt at. */
  static final String CRASH_AT = "crash-at";

  /** The file that says how many milliseconds the clock is ahead. */
  static final String CLOCK_AHEAD = "clock-ahead";

  /** The file that names the newest version of messages the process can read. */
  static final String KNOWN_VERSION = "known-version";

  private static final int HALTED = 99;

  private Orders() {}

  /** Ends this process, at once and without any tidying, if it is to halt at this point. */
  static void reach(String point) {
    if (order(CRASH_AT).filter(point::equals).isPresent()) {
      Runtime.getRuntime().halt(HALTED);
    }
  }

  /** How far the clock is to be ahead of the machine's. */
  static long clockAheadMillis() {
    return order(CLOCK_AHEAD).map(Long::parseLong).orElse(0L);
  }

  /** The newest version of messages the process is to be able to read. */
  static int knownVersion() {
    return order(KNOWN_VERSION).map(Integer::parseInt).orElse(1);
  }

  private static Optional<String> order(String name) {
    var folder = System.getenv(FOLDER);
    var file = Path.of(folder == null ? "." : folder, name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      if (!Files.exists(file)) {
        // Withdrawn between the two looks.
        return Optional.empty();
      }
      throw new UncheckedIOException(e);
    }
  }
}
