package dev.holdfast.audit;

import java.util.List;

/**
 * A broken promise.
 *
 * @param invariant its number, such as {@code I1}
 * @param promise what was promised
 * @param what how it was broken
 * @param count how often
 * @param examples up to {@value Violations#MAX_EXAMPLES} of the violations, with ids
 */
public record Finding(
    String invariant, String promise, String what, long count, List<String> examples) {

  public Finding {
    examples = List.copyOf(examples);
  }
}
