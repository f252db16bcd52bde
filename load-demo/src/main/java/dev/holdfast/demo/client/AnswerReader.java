package dev.holdfast.demo.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one HTTP/1.1 answer: with a length, in chunks, or without a body. */
final class AnswerReader {

  private static final int MAX_LINE = 16_384;
  private static final int MAX_BODY = 16 * 1024 * 1024;

  private AnswerReader() {}

  static HttpAnswer read(InputStream in) throws IOException {
    while (true) {
      int status = status(line(in));
      var headers = headers(in);
      if (status >= 200) {
        return new HttpAnswer(status, headers, new String(body(in, status, headers), UTF_8));
      }
    }
  }

  private static int status(String line) throws IOException {
    var parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
      throw new IOException("Not an HTTP answer: " + line);
    }
    return number(parts[1], 10);
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new HashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static byte[] body(InputStream in, int status, Map<String, String> headers)
      throws IOException {
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return chunks(in);
    }
    var length = headers.get("content-length");
    return length == null ? in.readNBytes(MAX_BODY) : exactly(in, number(length, 10));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = number(line(in).split(";", 2)[0].strip(), 16);
      body.writeBytes(exactly(in, size));
      line(in);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    if (length < 0 || length > MAX_BODY) {
      throw new IOException("A body of " + length + " bytes");
    }
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The connection was closed inside an answer");
    }
    return bytes;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("Not a number in an HTTP answer: " + text, e);
    }
  }

  /** Headers are ISO 8859-1: a byte is a character. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next == -1) {
        throw new EOFException("The server closed the connection");
      }
      if (line.length() > MAX_LINE) {
        throw new IOException("A header line is too long");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
