package dev.holdfast.orders.http;

import dev.holdfast.orders.model.Revision;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Revisions as entity tags. */
final class ETags {

  private ETags() {}

  static String of(Revision revision) {
    return "\"" + revision + "\"";
  }

  /** What an If-None-Match says the client has; without one, nothing. */
  static Predicate<Revision> known(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return _ -> false;
    }
    Set<String> tags = Arrays.stream(ifNoneMatch.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .collect(Collectors.toSet());
    return revision -> tags.contains("*") || tags.contains(of(revision));
  }
}
