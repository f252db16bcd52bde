package dev.holdfast.demo.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TokenMintTest {

  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final TokenMint mint = new TokenMint(Base64.getEncoder().encodeToString(KEY));

  @Test
  void a_token_says_who_may_do_what_until_when() {
    var token = mint.mint(Role.PAYMENTS, "psp-1", NOON, Duration.ofHours(1));

    var claims =
        new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    assertThat(claims.path("iss").stringValue()).isEqualTo("holdfast");
    assertThat(claims.path("aud").path(0).stringValue()).isEqualTo("holdfast");
    assertThat(claims.path("sub").stringValue()).isEqualTo("psp-1");
    assertThat(claims.path("roles").path(0).stringValue()).isEqualTo("payments");
    assertThat(claims.path("iat").longValue()).isEqualTo(NOON.getEpochSecond());
    assertThat(claims.path("exp").longValue()).isEqualTo(NOON.getEpochSecond() + 3600);
  }

  @Test
  void a_token_is_signed_with_the_key() throws Exception {
    var parts = mint.mint(Role.BUYER, "b", NOON, Duration.ofHours(1)).split("\\.", -1);

    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    assertThat(Base64.getUrlDecoder().decode(parts[2]))
        .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));
  }

  @Test
  void a_short_key_is_refused() {
    assertThatThrownBy(() -> new TokenMint("c2hvcnQ=")).hasMessageContaining("5 bytes");
  }
}
