package dev.holdfast.orders.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.holdfast.orders.model.WebhookKeys.Stamp;
import dev.holdfast.orders.model.WebhookKeys.Verdict;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookKeysTest {

  private static final byte[] SECRET =
      Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);
  private static final Stamp STAMP = new Stamp("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

  private final WebhookKeys keys = new WebhookKeys(List.of(SECRET));

  @Test
  void the_example_of_the_standards_own_libraries_is_genuine() {
    assertThat(keys.judge(STAMP, BODY, SENT)).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void it_is_good_for_exactly_five_minutes_both_ways() {
    assertThat(keys.judge(STAMP, BODY, SENT.plusSeconds(300))).isEqualTo(Verdict.GENUINE);
    assertThat(keys.judge(STAMP, BODY, SENT.plusSeconds(301))).isEqualTo(Verdict.STALE);
    assertThat(keys.judge(STAMP, BODY, SENT.minusSeconds(300))).isEqualTo(Verdict.GENUINE);
    assertThat(keys.judge(STAMP, BODY, SENT.minusSeconds(301))).isEqualTo(Verdict.STALE);
  }

  @Test
  void no_full_stop_moves_what_is_signed_from_one_part_to_the_next() {
    var signed = new Stamp("msg", "1614265330", signature("msg.1614265330.5.{}"));
    var moved = new Stamp("msg.1614265330", "5", signed.signatures());

    assertThat(keys.judge(signed, "5.{}".getBytes(UTF_8), SENT)).isEqualTo(Verdict.GENUINE);
    assertThat(keys.judge(moved, "{}".getBytes(UTF_8), Instant.ofEpochSecond(5)))
        .isEqualTo(Verdict.FORGED);
  }

  @Test
  void no_key_trusts_nobody() {
    assertThat(new WebhookKeys(List.of()).judge(STAMP, BODY, SENT)).isEqualTo(Verdict.FORGED);
  }

  /** Time can't be tested on a busy machine; what compares can. */
  @Test
  void secrets_are_compared_in_constant_time() {
    for (var type : new Class<?>[]{WebhookKeys.class, References.class}) {
      var itself = new ClassFileImporter().importClasses(type);
      classes().should()
          .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
          .check(itself);
      noClasses().should()
          .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
          .check(itself);
    }
    noClasses().should()
        .callMethod(String.class, "equals", Object.class)
        .check(new ClassFileImporter().importClasses(WebhookKeys.class));
  }

  private static String signature(String signed) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
