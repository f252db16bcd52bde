package dev.holdfast.demo.crowd;

import java.util.regex.Pattern;

/**
 * An order's state as one answer showed it.
 *
 * @param incarnation with {@code version} the order's age; both 0 while PENDING
 */
public record Seen(String status, int incarnation, int version) {

  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,9})-(\\d{1,9})\"");

  /** Before the first look. */
  public static final Seen NOTHING = new Seen("PENDING", 0, 0);

  /** What the status and the ETag of an answer say. */
  static Seen of(String status, String etag) {
    var matcher = ETAG.matcher(etag);
    return matcher.matches()
        ? new Seen(status, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new Seen(status, 0, 0);
  }

  boolean isDecided() {
    return !status.equals("PENDING");
  }

  /** True if an order can't have gone from this state to {@code next}, seen later. */
  public boolean forbids(Seen next) {
    if (!isDecided()) {
      return false;
    }
    if (next.incarnation != incarnation) {
      return next.incarnation < incarnation;
    }
    if (next.version <= version) {
      return next.version < version || !next.status.equals(status);
    }
    return switch (status) {
      case "HELD" -> next.status.equals("REJECTED");
      case "EXPIRED" -> !next.status.equals("EXPIRED") && !next.status.equals("CONFIRMED");
      default -> !next.status.equals(status);
    };
  }
}
