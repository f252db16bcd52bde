package dev.holdfast.campaign.network;

import java.time.Duration;

/**
 * How a {@link Line} treats what it carries.
 *
 * @param delay of every chunk of bytes, in each direction
 * @param bytesPerSecond in each direction; 0: as many as come
 * @param silentThere nothing reaches the server
 * @param silentBack nothing the server says comes back
 * @param cutAfter every connection is reset after that many bytes of answers; 0: never
 */
public record Weather(
    Duration delay, int bytesPerSecond, boolean silentThere, boolean silentBack, int cutAfter) {

  /** Everything goes through at once. */
  public static final Weather CLEAR = new Weather(Duration.ZERO, 0, false, false, 0);

  public static Weather delayed(Duration delay) {
    return new Weather(delay, 0, false, false, 0);
  }

  public static Weather narrow(int bytesPerSecond) {
    return new Weather(Duration.ZERO, bytesPerSecond, false, false, 0);
  }

  public static Weather noRequests() {
    return new Weather(Duration.ZERO, 0, true, false, 0);
  }

  public static Weather noAnswers() {
    return new Weather(Duration.ZERO, 0, false, true, 0);
  }

  public static Weather cutAfter(int bytes) {
    return new Weather(Duration.ZERO, 0, false, false, bytes);
  }
}
