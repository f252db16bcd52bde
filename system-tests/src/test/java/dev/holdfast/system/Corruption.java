package dev.holdfast.system;

import dev.holdfast.audit.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way to damage a database, from {@code corruptions.sql}.
 *
 * @param breaks the promises the audit must report, and no others
 * @param late whether it is to be found because it is not done in time, while all goes on
 * @param sql what it must name, it returns
 */
record Corruption(Set<Promise> breaks, boolean late, String name, String sql) {

  private static final Pattern VIEWS =
      Pattern.compile("orders\\.(order_view|event_view|shard_position)");
  private static final Pattern ONE =
      Pattern.compile("^-- (I\\d+(?: I\\d+)*)( late)?: (.+)\\n((?s:.+?);)(?=\\s*(?:^-- I|\\z))",
          Pattern.MULTILINE);

  static Stream<Corruption> all() throws IOException {
    return ONE.matcher(text())
        .results()
        .map(one -> new Corruption(promises(one.group(1)), one.group(2) != null, one.group(3),
            one.group(4)));
  }

  /** Whether the views are what is damaged; all else they would contradict, too (I9). */
  boolean ofViews() {
    return breaks.contains(Promise.I9) || VIEWS.matcher(sql).find();
  }

  private static Set<Promise> promises(String names) {
    return Arrays.stream(names.split(" ", -1)).map(Promise::valueOf).collect(Collectors.toSet());
  }

  private static String text() throws IOException {
    try (InputStream in = Corruption.class.getResourceAsStream("/corruptions.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public String toString() {
    return breaks.stream().sorted().toList() + " " + name;
  }
}
