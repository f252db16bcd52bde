package dev.holdfast.orders.http;

import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.holdfast.orders.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
class Security {

  @Bean
  SecurityFilterChain filters(HttpSecurity http, Settings settings, ProblemWriter problems) {
    var payers = settings.demoPayments()
        ? new String[]{Roles.PAYMENTS, Roles.BUYER}
        : new String[]{Roles.PAYMENTS};
    return tokensOnly(http, problems)
        .authorizeHttpRequests(requests -> requests
            .requestMatchers(PUT, "/v1/events/*")
            .hasRole(Roles.ORGANISER)
            .requestMatchers(POST, "/v1/events/*/orders")
            .hasRole(Roles.BUYER)
            .requestMatchers(POST, "/v1/orders/*/payments")
            .hasAnyRole(payers)
            .requestMatchers(POST, "/v1/orders/*/cancellation")
            .hasRole(Roles.BUYER)
            .requestMatchers("/v1/orders")
            .hasRole(Roles.BUYER)
            .requestMatchers("/v1/orders/*")
            .hasAnyRole(Roles.BUYER, Roles.PAYMENTS)
            // Everything else is public or not there: an unknown path is 404 to everybody.
            .anyRequest()
            .permitAll())
        .build();
  }

  /** Observing each filter of the chain would cost more than all of them together. */
  @Bean
  SecurityObservationSettings unobserved() {
    return SecurityObservationSettings.noObservations();
  }

  private static HttpSecurity tokensOnly(HttpSecurity http, ProblemWriter problems) {
    return http
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(c -> c.securityContextRepository(
            new RequestAttributeSecurityContextRepository()))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .logout(AbstractHttpConfigurer::disable)
        .oauth2ResourceServer(server -> server
            .jwt(jwt -> jwt.jwtAuthenticationConverter(roles()))
            .authenticationEntryPoint(noToken(problems))
            .accessDeniedHandler(wrongRole(problems)))
        .exceptionHandling(handling -> handling
            .authenticationEntryPoint(noToken(problems))
            .accessDeniedHandler(wrongRole(problems)));
  }

  private static JwtAuthenticationConverter roles() {
    var authorities = new JwtGrantedAuthoritiesConverter();
    authorities.setAuthoritiesClaimName("roles");
    authorities.setAuthorityPrefix("ROLE_");
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(authorities);
    return converter;
  }

  private static AuthenticationEntryPoint noToken(ProblemWriter problems) {
    return (_, response, _) -> {
      response.setHeader("WWW-Authenticate", "Bearer");
      problems.write(response, Code.UNAUTHENTICATED, "The token is missing, foreign or expired");
    };
  }

  private static AccessDeniedHandler wrongRole(ProblemWriter problems) {
    return (_, response, _) -> problems.write(response, Code.FORBIDDEN,
        "The token's roles do not allow this");
  }
}
