package dev.holdfast.demo;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.Trouble;

/** Where the key that signs tokens comes from. */
final class TokenKey {

  private TokenKey() {}

  /** The environment's key, else the one {@code up} keeps. */
  static String fromEnvironment() {
    var key = System.getenv(Keys.TOKEN);
    if (key != null && !key.isBlank()) {
      return key;
    }
    var kept = Keys.read(Home.ofThisProgram().keys());
    if (kept == null) {
      throw new Trouble("No token key: set %s, or run ./holdfast up once, which makes one"
          .formatted(Keys.TOKEN));
    }
    return kept.token();
  }
}
