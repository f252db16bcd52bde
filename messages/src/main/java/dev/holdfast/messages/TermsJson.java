package dev.holdfast.messages;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The terms of an event as JSON, the same in messages and in the tables of both owners. */
public final class TermsJson {

  private static final JsonMapper JSON = MessageCodec.mapper();

  private TermsJson() {}

  /** JSON, or null for terms nobody has set yet. */
  public static @Nullable String write(@Nullable EventTerms terms) {
    return terms == null ? null : JSON.writeValueAsString(terms);
  }

  /** Reads what {@link #write} wrote. */
  public static @Nullable EventTerms read(@Nullable String json) {
    return json == null ? null : JSON.readValue(json, EventTerms.class);
  }
}
