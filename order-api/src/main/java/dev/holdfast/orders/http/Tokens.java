package dev.holdfast.orders.http;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import dev.holdfast.orders.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Signed tokens: HS256 and nothing else, from us, for us, for a while. */
@Configuration(proxyBeanMethods = false)
class Tokens {

  static final Duration SESSION = Duration.ofHours(12);

  private static final String US = "holdfast";
  private static final Pattern ACCOUNT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final OAuth2TokenValidator<Jwt> IN_TIME = new JwtTimestampValidator();
  private static final OAuth2TokenValidator<Jwt> VALID =
      new DelegatingOAuth2TokenValidator<>(List.of(
          IN_TIME,
          new JwtIssuerValidator(US),
          new JwtClaimValidator<Object>(JwtClaimNames.EXP, exp -> exp != null),
          new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
              audience -> audience != null && audience.contains(US)),
          new JwtClaimValidator<String>(JwtClaimNames.SUB,
              account -> account != null && ACCOUNT_ID.matcher(account).matches())));

  /** Signs the token of a guest. */
  interface Sessions {

    Jwt start(String accountId);
  }

  @Bean
  AuthenticationManager bearers(Settings settings) {
    var strangers = new JwtAuthenticationProvider(decoder(settings));
    strangers.setJwtAuthenticationConverter(roles());
    return new KnownBearers(strangers, IN_TIME);
  }

  private static JwtDecoder decoder(Settings settings) {
    var decoder = NimbusJwtDecoder.withSecretKey(key(settings))
        .macAlgorithm(MacAlgorithm.HS256)
        .build();
    decoder.setJwtValidator(VALID);
    return decoder;
  }

  private static JwtAuthenticationConverter roles() {
    var authorities = new JwtGrantedAuthoritiesConverter();
    authorities.setAuthoritiesClaimName("roles");
    authorities.setAuthorityPrefix("ROLE_");
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(authorities);
    return converter;
  }

  @Bean
  Sessions sessions(Settings settings, InstantSource clock) {
    JwtEncoder encoder = new NimbusJwtEncoder(new ImmutableSecret<>(key(settings)));
    var header = JwsHeader.with(MacAlgorithm.HS256).build();
    return accountId -> {
      var now = clock.instant();
      var claims = JwtClaimsSet.builder()
          .issuer(US)
          .audience(List.of(US))
          .subject(accountId)
          .claim("roles", List.of(Roles.BUYER))
          .issuedAt(now)
          .expiresAt(now.plus(SESSION))
          .build();
      return encoder.encode(JwtEncoderParameters.from(header, claims));
    };
  }

  private static SecretKeySpec key(Settings settings) {
    return new SecretKeySpec(settings.keys().tokenKey(), "HmacSHA256");
  }
}
