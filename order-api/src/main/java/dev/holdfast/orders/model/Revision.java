package dev.holdfast.orders.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which state of an order this is; the newer one is greater. Shown as the ETag. */
public record Revision(int incarnation, int version) implements Comparable<Revision> {

  /** Of an order that is not decided yet. */
  public static final Revision PENDING = new Revision(0, 0);

  /** Of an order that did not get into the log. A result that comes all the same is newer. */
  public static final Revision NOT_RECEIVED = new Revision(0, -1);

  private static final Pattern DECIDED = Pattern.compile("(0|[1-9]\\d{0,8})-(0|[1-9]\\d{0,8})");

  /** The revision that is shown like this. */
  public static Optional<Revision> parse(String shown) {
    if (shown.equals(PENDING.toString())) {
      return Optional.of(PENDING);
    }
    if (shown.equals(NOT_RECEIVED.toString())) {
      return Optional.of(NOT_RECEIVED);
    }
    var parts = DECIDED.matcher(shown);
    return parts.matches()
        ? Optional.of(
            new Revision(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(Revision other) {
    return incarnation == other.incarnation
        ? Integer.compare(version, other.version)
        : Integer.compare(incarnation, other.incarnation);
  }

  @Override
  public String toString() {
    return equals(PENDING)
        ? "0"
        : equals(NOT_RECEIVED)
            ? "not-received"
            : incarnation + "-" + version;
  }
}
