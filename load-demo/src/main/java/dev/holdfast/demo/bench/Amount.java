package dev.holdfast.demo.bench;

import java.util.Locale;

/** Numbers with as many digits as a reader wants. */
final class Amount {

  private Amount() {}

  static String show(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 10) {
      return trim(String.format(Locale.ROOT, "%.1f", value));
    }
    return trim(String.format(Locale.ROOT, "%.2f", value));
  }

  private static String trim(String digits) {
    return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("[.]$", "") : digits;
  }
}
