package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks problems, and remembers which were seen. */
public final class Problems {

  static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private Problems() {}

  public static void check(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("code")).as(answer.toString()).isEqualTo(code);
    assertThat(answer.text("type")).isEqualTo("/problems/" + code);
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.header("Set-Cookie")).as("nothing is kept for strangers").isEmpty();
    SEEN.add(code);
  }
}
