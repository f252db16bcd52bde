package dev.holdfast.orders.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers tokens whose signature was good: a buyer shows the same one with every call. Whether
 * it is still valid is asked each time.
 */
final class KnownTokens implements JwtDecoder {

  private static final int MOST = 10_000;

  private final JwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> validator;
  private final Cache<String, Jwt> known = Caffeine.newBuilder().maximumSize(MOST).build();

  KnownTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> validator) {
    this.decoder = decoder;
    this.validator = validator;
  }

  @Override
  public Jwt decode(String token) {
    var jwt = known.getIfPresent(token);
    if (jwt == null) {
      var decoded = decoder.decode(token);
      known.put(token, decoded);
      return decoded;
    }
    var result = validator.validate(jwt);
    if (result.hasErrors()) {
      known.invalidate(token);
      throw new JwtValidationException("The token is no longer valid", result.getErrors());
    }
    return jwt;
  }
}
