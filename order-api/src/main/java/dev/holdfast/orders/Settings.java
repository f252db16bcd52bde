package dev.holdfast.orders;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator decides about order-api.
 *
 * @param demoPayments whether a buyer may pay his own order: only where no money moves
 * @param payMargin clients are told to pay this long before their hold ends
 * @param lookEvery how often who waits looks at the views though nobody announced news
 * @param farewell how long it goes on serving after it has said that it is not ready any more
 * @param longestWait an order that would be decided later than that is refused at once
 */
@ConfigurationProperties("holdfast")
public record Settings(
    @DefaultValue Keys keys, @DefaultValue("false") boolean demoPayments,
    @DefaultValue("5s") Duration payMargin, @DefaultValue("5s") Duration lookEvery,
    @DefaultValue("2s") Duration farewell, @DefaultValue("10s") Duration longestWait) {

  private static final Duration LEAST_LOOK_EVERY = Duration.ofSeconds(1);
  // The phase of the shutdown it happens in is cut off after 10 s.
  private static final Duration MOST_FAREWELL = Duration.ofSeconds(8);
  private static final Duration LEAST_LONGEST_WAIT = Duration.ofSeconds(1);

  public Settings {
    if (payMargin.isNegative()) {
      throw new InvalidSetting("holdfast.pay-margin", "must not be negative, like 5s or 0s");
    }
    if (lookEvery.compareTo(LEAST_LOOK_EVERY) < 0) {
      throw new InvalidSetting("holdfast.look-every", "must be at least 1s");
    }
    if (farewell.isNegative() || farewell.compareTo(MOST_FAREWELL) > 0) {
      throw new InvalidSetting("holdfast.farewell", "must be 0s to 8s");
    }
    if (longestWait.compareTo(LEAST_LONGEST_WAIT) < 0) {
      throw new InvalidSetting("holdfast.longest-wait", "must be at least 1s");
    }
  }

  /**
   * Secrets, each the base64 of at least 32 bytes.
   *
   * @param orderId order ids come from it; never changes while the topics live
   * @param reference public references; the first signs, all verify, so it can be rotated
   * @param token session tokens
   * @param webhook what payment services sign with, {@code whsec_} and the base64 of at least 24
   *     bytes, as they hand it out; all verify, none: no webhooks are taken
   */
  public record Keys(
      @Nullable String orderId, @DefaultValue List<String> reference, @Nullable String token,
      @DefaultValue List<String> webhook) {

    private static final int LEAST_BYTES = 32;
    private static final int LEAST_WEBHOOK_BYTES = 24;
    private static final String WEBHOOK_PREFIX = "whsec_";

    public Keys {
      decode("holdfast.keys.order-id", orderId);
      decode("holdfast.keys.token", token);
      if (reference.isEmpty()) {
        decode("holdfast.keys.reference", null);
      }
      reference.forEach(key -> decode("holdfast.keys.reference", key));
      webhook.forEach(Keys::decodeWebhook);
    }

    public byte[] orderIdKey() {
      return decode("holdfast.keys.order-id", orderId);
    }

    public byte[] tokenKey() {
      return decode("holdfast.keys.token", token);
    }

    public List<byte[]> referenceKeys() {
      return reference.stream().map(key -> decode("holdfast.keys.reference", key)).toList();
    }

    public List<byte[]> webhookKeys() {
      return webhook.stream().map(Keys::decodeWebhook).toList();
    }

    @Override
    public String toString() {
      return "Keys[secret]";
    }

    private static byte[] decodeWebhook(String value) {
      var key = value.strip();
      return decode("holdfast.keys.webhook", key.startsWith(WEBHOOK_PREFIX)
          ? key.substring(WEBHOOK_PREFIX.length())
          : key, LEAST_WEBHOOK_BYTES);
    }

    private static byte[] decode(String property, @Nullable String value) {
      return decode(property, value, LEAST_BYTES);
    }

    private static byte[] decode(String property, @Nullable String value, int leastBytes) {
      if (value == null || value.isBlank()) {
        throw new InvalidSetting(property, "is missing");
      }
      byte[] key;
      try {
        key = Base64.getDecoder().decode(value.strip());
      } catch (IllegalArgumentException e) {
        throw new InvalidSetting(property, "is not base64");
      }
      if (key.length < leastBytes) {
        throw new InvalidSetting(property, "is only %d bytes long".formatted(key.length));
      }
      return key;
    }
  }

  /** A setting that can't be worked with; the message names it and never shows it. */
  public static final class InvalidSetting extends IllegalArgumentException {

    InvalidSetting(String property, String what) {
      super(property + " " + what);
    }
  }
}
