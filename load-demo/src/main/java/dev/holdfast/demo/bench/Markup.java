package dev.holdfast.demo.bench;

import java.util.Locale;

/** Text and numbers as HTML and SVG want them. */
final class Markup {

  private Markup() {}

  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A coordinate: a point, whatever the machine speaks. */
  static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
