package dev.holdfast.orders.http;

import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.holdfast.orders.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
class Security {

  private static final String BEARER = "Bearer ";

  @Bean
  SecurityFilterChain filters(
      HttpSecurity http,
      Settings settings,
      ProblemWriter problems,
      AuthenticationManager bearers) {
    var payers = settings.demoPayments()
        ? new String[]{Roles.PAYMENTS, Roles.BUYER}
        : new String[]{Roles.PAYMENTS};
    return tokensOnly(http, problems, bearers)
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

  /** Tomcat has turned away control characters in headers before. */
  @Bean
  HttpFirewall headersAsTheyAre() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(_ -> true);
    firewall.setAllowedHeaderValues(_ -> true);
    return firewall;
  }

  /** Observing each filter of the chain would cost more than all of them together. */
  @Bean
  SecurityObservationSettings unobserved() {
    return SecurityObservationSettings.noObservations();
  }

  private static HttpSecurity tokensOnly(
      HttpSecurity http,
      ProblemWriter problems,
      AuthenticationManager bearers) {
    return http
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(c -> c.securityContextRepository(
            new RequestAttributeSecurityContextRepository()))
        .csrf(AbstractHttpConfigurer::disable)
        // What a browser would want of pages (frames, scripts, caches before HTTP/1.1) is left out.
        .headers(headers -> headers.defaultsDisabled()
            .addHeaderWriter(Security::neitherGuessedNorStored))
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .logout(AbstractHttpConfigurer::disable)
        .oauth2ResourceServer(server -> server
            .bearerTokenResolver(Security::token)
            .jwt(jwt -> jwt.authenticationManager(bearers))
            .authenticationEntryPoint(noToken(problems))
            .accessDeniedHandler(wrongRole(problems)))
        .exceptionHandling(handling -> handling
            .authenticationEntryPoint(noToken(problems))
            .accessDeniedHandler(wrongRole(problems)));
  }

  private static void neitherGuessedNorStored(
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!response.containsHeader("Cache-Control")) {
      response.setHeader("Cache-Control", "no-store");
    }
  }

  // Spring's own resolver matches every token with a regular expression first; its signature says
  // more.
  private static @Nullable String token(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && header.length() > BEARER.length() ? header.substring(BEARER.length()) : null;
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
