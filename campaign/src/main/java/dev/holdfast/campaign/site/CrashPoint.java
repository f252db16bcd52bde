package dev.holdfast.campaign.site;

import dev.holdfast.campaign.inside.Accomplice;
import java.util.List;

/**
 * A point in the life of one process.
 *
 * @param name such as {@code worker-after-commit}
 */
record CrashPoint(String instance, String name) {

  private static final String AT = " at ";

  /** Each point of each instance. */
  static List<CrashPoint> all() {
    return Instance.ALL.stream()
        .flatMap(instance -> Accomplice.POINTS.getOrDefault(instance.service().folder(), List.of())
            .stream()
            .map(name -> new CrashPoint(instance.name(), name)))
        .toList();
  }

  static CrashPoint of(String words) {
    var parts = words.split(AT, 2);
    return new CrashPoint(parts[0], parts[1]);
  }

  String words() {
    return instance + AT + name;
  }
}
