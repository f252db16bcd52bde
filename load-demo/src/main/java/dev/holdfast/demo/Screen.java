package dev.holdfast.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Where the demo shows its progress: a line that is rewritten, or one each second in a file. */
final class Screen {

  private static final long SECOND = 1_000_000_000L;
  private static final long TEN_SECONDS = 10 * SECOND;
  private static final long NEVER = Long.MIN_VALUE;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter out;
  private final boolean rewrites;
  private long lastShown = NEVER;
  private String lastLine = "";
  private boolean lineIsOpen;

  Screen(PrintWriter out) {
    this(out, isTerminal());
  }

  Screen(PrintWriter out, boolean rewrites) {
    this.out = out;
    this.rewrites = rewrites;
  }

  /** Something that stays. */
  void say(String line) {
    endLine();
    out.println(line);
    out.flush();
  }

  /** How far it is now; {@code nanos} is the time since the start. */
  void progress(long nanos, String line) {
    if (!rewrites && isTooSoon(nanos, line)) {
      return;
    }
    lastShown = nanos;
    lastLine = line;
    var text = "%6.1fs  %s".formatted(nanos / 1e9, line);
    if (rewrites) {
      out.print(CLEAR_LINE + text);
      lineIsOpen = true;
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** In a file: a line each second, and where nothing happens one each ten seconds. */
  private boolean isTooSoon(long nanos, String line) {
    return lastShown != NEVER
        && nanos - lastShown < (line.equals(lastLine) ? TEN_SECONDS : SECOND);
  }

  private void endLine() {
    if (lineIsOpen) {
      out.println();
      lineIsOpen = false;
    }
    lastShown = NEVER;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
