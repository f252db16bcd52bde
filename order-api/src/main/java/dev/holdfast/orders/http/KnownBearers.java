package dev.holdfast.orders.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Remembers whose token it is once its signature and claims were good: a buyer shows the same one
 * with every call. Whether it is still in time is asked each time.
 */
final class KnownBearers implements AuthenticationManager {

  private static final int MOST = 10_000;
  private static final int LONGEST = 1_024;

  private final AuthenticationProvider strangers;
  private final OAuth2TokenValidator<Jwt> inTime;
  private final Cache<String, JwtAuthenticationToken> known =
      Caffeine.newBuilder().maximumSize(MOST).build();

  KnownBearers(AuthenticationProvider strangers, OAuth2TokenValidator<Jwt> inTime) {
    this.strangers = strangers;
    this.inTime = inTime;
  }

  @Override
  public Authentication authenticate(Authentication request) {
    var token = ((BearerTokenAuthenticationToken) request).getToken();
    var bearer = known.getIfPresent(token);
    if (bearer == null) {
      var met = (JwtAuthenticationToken) Objects.requireNonNull(strangers.authenticate(request));
      if (token.length() <= LONGEST) {
        known.put(token, met);
      }
      return met;
    }
    if (inTime.validate(bearer.getToken()).hasErrors()) {
      known.invalidate(token);
      throw new InvalidBearerTokenException("The token is no longer valid");
    }
    return bearer;
  }
}
