package dev.holdfast.orders.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What payment services sign their webhooks with, as Standard Webhooks says: HMAC-SHA256 over
 * {@code id.timestamp.body}. All keys verify, so that each can be replaced without a gap.
 */
public final class WebhookKeys {

  /** How far the sender's clock may be from ours, and how old a message may be. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1,";
  private static final Pattern BETWEEN_SIGNATURES = Pattern.compile(" ");
  // Neither may contain the full stop that stands between them.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:-]{1,128}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

  private final List<SecretKeySpec> keys;

  public WebhookKeys(List<byte[]> keys) {
    this.keys = keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
  }

  /**
   * What a message says of itself.
   *
   * @param timestamp seconds since 1970
   * @param signatures one or more, with a blank between; those that don't begin with {@code v1,}
   *     count for nothing
   */
  public record Stamp(String id, String timestamp, String signatures) {}

  /** What to think of a message. */
  public enum Verdict {
    GENUINE, FORGED, STALE
  }

  /** Whether one of the keys signed the message, a short while ago. */
  public Verdict judge(Stamp stamp, byte[] body, Instant now) {
    if (!ID.matcher(stamp.id()).matches() || !SECONDS.matcher(stamp.timestamp()).matches()
        || !isSigned(stamp, body)) {
      return Verdict.FORGED;
    }
    var sent = Instant.ofEpochSecond(Long.parseLong(stamp.timestamp()));
    return Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0
        ? Verdict.STALE
        : Verdict.GENUINE;
  }

  // Every signature is compared with every key, to the last byte: how long that takes tells nobody
  // how much of a signature was right.
  private boolean isSigned(Stamp stamp, byte[] body) {
    var signed = false;
    for (var key : keys) {
      var ours = signature(key, stamp, body).getBytes(UTF_8);
      for (var theirs : BETWEEN_SIGNATURES.split(stamp.signatures(), -1)) {
        signed |= MessageDigest.isEqual(ours, theirs.getBytes(UTF_8));
      }
    }
    return signed;
  }

  private static String signature(SecretKeySpec key, Stamp stamp, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update("%s.%s.".formatted(stamp.id(), stamp.timestamp()).getBytes(UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no " + ALGORITHM, e);
    }
  }
}
