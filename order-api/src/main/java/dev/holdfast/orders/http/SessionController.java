package dev.holdfast.orders.http;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SessionController {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Tokens.Sessions sessions;

  SessionController(Tokens.Sessions sessions) {
    this.sessions = sessions;
  }

  /** A guest's token. */
  record Session(String token, String accountId, Instant expiresAt) {}

  @PostMapping("/v1/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  Session start() {
    var random = new byte[16];
    RANDOM.nextBytes(random);
    var accountId = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    var token = sessions.start(accountId);
    var expiresAt = token.getExpiresAt();
    if (expiresAt == null) {
      throw new IllegalStateException("A session without an end");
    }
    return new Session(token.getTokenValue(), accountId, expiresAt);
  }
}
