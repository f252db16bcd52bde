package dev.holdfast.campaign.meanwhile;

import java.util.Set;
import java.util.regex.Pattern;

/** Which answers may be given while things are broken. */
final class Answers {

  // Who asks how something stands that is there is told, or told to come back.
  private static final Pattern READ = Pattern.compile("(?:event|order) (\\d+)");
  private static final Set<String> TO_READERS = Set.of("200", "304", "429", "503");

  private Answers() {}

  /** As buyers ({@code 503 view-unavailable}) and readers ({@code order 200}) count them. */
  static boolean isWrong(String answer) {
    var read = READ.matcher(answer);
    return read.matches()
        ? !TO_READERS.contains(read.group(1))
        : answer.startsWith("5") && !answer.startsWith("503");
  }
}
