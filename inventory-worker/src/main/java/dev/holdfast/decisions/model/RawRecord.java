package dev.holdfast.decisions.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record's key, headers and body as they came. */
public final class RawRecord {

  private final byte @Nullable [] key;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;

  public RawRecord(byte @Nullable [] key, Map<String, String> headers, byte @Nullable [] body) {
    this.key = key;
    this.headers = headers;
    this.body = body;
  }

  public byte @Nullable [] key() {
    return key;
  }

  /** Header values as text; bytes that are not UTF-8 are replaced. */
  public Map<String, String> headers() {
    return headers;
  }

  public byte @Nullable [] body() {
    return body;
  }
}
