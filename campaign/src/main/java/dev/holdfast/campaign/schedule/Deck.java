package dev.holdfast.campaign.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws at random, and everything once before anything comes again. */
final class Deck<T> {

  private final List<T> all;
  private final List<T> left = new ArrayList<>();
  private final Random random;

  Deck(Collection<T> all, Random random) {
    this.all = List.copyOf(all);
    this.random = random;
  }

  T draw() {
    if (left.isEmpty()) {
      left.addAll(all);
      Collections.shuffle(left, random);
    }
    return left.removeLast();
  }

  /** For later: it has not had its turn. */
  void putBack(T drawn) {
    left.addFirst(drawn);
  }
}
