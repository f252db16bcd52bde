package dev.holdfast.demo.crowd;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Attempts as tests want them. */
public final class Attempts {

  public static final String ACCOUNT = "account-1";

  private Attempts() {}

  /** Accepted after 10 ms, decided after 30 ms. */
  public static Attempt decided(UUID orderId, String status, int version) {
    var attempt = accepted(orderId);
    attempt.saw(new Seen(status, 1, version), status.equals("REJECTED") ? "SOLD_OUT" : null,
        31_000_000);
    return attempt;
  }

  public static Attempt accepted(UUID orderId) {
    var attempt = fresh();
    attempt.accepted(ref(orderId), 11_000_000);
    return attempt;
  }

  public static Attempt refused() {
    var attempt = fresh();
    attempt.refused("422 no", false);
    return attempt;
  }

  public static Attempt unanswered() {
    var attempt = fresh();
    attempt.unknown(null);
    return attempt;
  }

  /** Lost with the answer, but the reference was told. */
  public static Attempt unansweredButNamed(UUID orderId) {
    var attempt = fresh();
    attempt.unknown(ref(orderId));
    return attempt;
  }

  public static Attempt broken(String promise) {
    var attempt = fresh();
    attempt.broke(promise);
    return attempt;
  }

  static Attempt fresh() {
    var attempt = new Attempt(ACCOUNT, "key-1", true);
    attempt.sending(1_000_000);
    return attempt;
  }

  static String ref(UUID orderId) {
    var bytes = ByteBuffer.allocate(40)
        .putLong(orderId.getMostSignificantBits())
        .putLong(orderId.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
