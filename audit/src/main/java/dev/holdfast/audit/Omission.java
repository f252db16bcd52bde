package dev.holdfast.audit;

import java.util.List;

/**
 * What an audit could not look at: no broken promise, and no kept one either.
 *
 * @param invariant the promise in question, such as {@code I1}
 * @param what what was left out, and why
 * @param count how often
 * @param examples up to {@value Violations#MAX_EXAMPLES} of them, with ids
 */
public record Omission(String invariant, String what, long count, List<String> examples) {

  public Omission {
    examples = List.copyOf(examples);
  }
}
