package dev.holdfast.messages;

import tools.jackson.databind.json.JsonMapper;

/** The terms of an event as JSON, the same in messages and in the tables of both owners. */
public final class TermsJson {

  private static final JsonMapper JSON = MessageCodec.mapper();

  private TermsJson() {}

  public static String write(EventTerms terms) {
    return JSON.writeValueAsString(terms);
  }

  /** Reads what {@link #write} wrote. */
  public static EventTerms read(String json) {
    return JSON.readValue(json, EventTerms.class);
  }
}
