package dev.holdfast.orders.http;

import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.Revision;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revisions as entity tags. */
final class ETags {

  private ETags() {}

  static String of(Revision revision) {
    return "\"" + revision + "\"";
  }

  /** What an If-None-Match says the client has; a tag we did not make says nothing. */
  static Known known(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return Known.NOTHING;
    }
    Set<Revision> revisions = new HashSet<>();
    var anything = false;
    for (var tag : ifNoneMatch.split(",", -1)) {
      anything |= tag.strip().equals("*");
      revision(tag.strip()).ifPresent(revisions::add);
    }
    return new Known(revisions, anything);
  }

  private static Optional<Revision> revision(String tag) {
    var strong = tag.startsWith("W/") ? tag.substring(2) : tag;
    return strong.length() > 2 && strong.startsWith("\"") && strong.endsWith("\"")
        ? Revision.parse(strong.substring(1, strong.length() - 1))
        : Optional.empty();
  }
}
