package dev.holdfast.demo.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Makes the bearer tokens that order-api accepts: JWT, HS256, issuer and audience holdfast. */
public final class TokenMint {

  private static final int MIN_KEY_BYTES = 32;
  private static final JsonMapper JSON = new JsonMapper();

  private final SecretKeySpec key;

  /** A mint for the system whose token key is {@code base64Key}. */
  public TokenMint(String base64Key) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64Key.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The token key is not base64", e);
    }
    if (bytes.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException("The token key has %d bytes, it needs %d or more"
          .formatted(bytes.length, MIN_KEY_BYTES));
    }
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** A token that lets {@code account} act in {@code role} for {@code life} from {@code now} on. */
  public String mint(Role role, String account, Instant now, Duration life) {
    var claims = new TreeMap<String, Object>();
    claims.put("iss", "holdfast");
    claims.put("aud", List.of("holdfast"));
    claims.put("sub", account);
    claims.put("roles", List.of(role.wire()));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(life).getEpochSecond());
    var signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
        + encode(JSON.writeValueAsBytes(claims));
    return signed + "." + encode(sign(signed));
  }

  private byte[] sign(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HmacSHA256", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
