package dev.holdfast.orders.http;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** What a token may say its bearer is. */
final class Roles {

  static final String BUYER = "buyer";
  static final String ORGANISER = "organiser";
  static final String PAYMENTS = "payments";

  private Roles() {}

  static boolean has(JwtAuthenticationToken bearer, String role) {
    return bearer.getAuthorities()
        .stream()
        .map(GrantedAuthority::getAuthority)
        .anyMatch(("ROLE_" + role)::equals);
  }
}
