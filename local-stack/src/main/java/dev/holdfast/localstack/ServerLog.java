package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a server wrote; its end goes into messages, as the file may be removed with the stack. */
record ServerLog(Path file) {

  private static final int LINES = 8;

  ProcessBuilder.Redirect append() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /** The last lines, indented, each on a line of its own. */
  String end() {
    try {
      var lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()))
          .indent(2);
    } catch (IOException e) {
      return "  (no log)\n";
    }
  }
}
