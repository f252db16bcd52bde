package dev.holdfast.demo.access;

import java.util.Locale;

/** What the bearer of a token may do. */
public enum Role {
  BUYER, ORGANISER, PAYMENTS;

  /** The role as tokens and the command line write it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return wire();
  }
}
