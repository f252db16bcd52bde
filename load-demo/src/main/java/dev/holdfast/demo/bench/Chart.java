package dev.holdfast.demo.bench;

import java.util.Map;

/**
 * Figures to be seen side by side.
 *
 * @param id a name for machines, such as {@code burst}
 * @param title a sentence for people
 * @param lowerIsBetter whether a short bar is a good one
 * @param bars what was compared, in the order to show it, and what it reached
 */
public record Chart(String id, String title, boolean lowerIsBetter, Map<String, Figure> bars) {}
