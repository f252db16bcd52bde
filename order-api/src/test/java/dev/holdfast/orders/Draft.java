package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** An HTTP request before it is sent: right at first, then spoiled. */
final class Draft {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE",
      "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW", "get");
  private static final List<String> HEADERS = List.of("Accept", "Accept-Encoding", "Cookie",
      "Expect",
      "If-Match", "If-None-Match", "Prefer", "Range", "traceparent", "Transfer-Encoding", "Upgrade",
      "X-Forwarded-For", "X-HTTP-Method-Override", "Origin", "Content-Encoding");

  private String method;
  private String path;
  private final List<String> headers = new ArrayList<>();
  private String body = "";
  private String webhookKey = "";

  Draft(String method, String path) {
    this.method = method;
    this.path = path;
  }

  String method() {
    return method;
  }

  Draft header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  Draft json(String json) {
    body = json;
    return header("Content-Type", "application/json");
  }

  /** Signed at the end, so that a spoiled body is read at all. */
  Draft signed(String key) {
    webhookKey = key;
    return this;
  }

  /** Spoils one thing or several, but not how the message is framed. */
  Draft spoiled(Mutations mutations) {
    do {
      spoilOne(mutations);
    } while (mutations.happens(30));
    return this;
  }

  private void spoilOne(Mutations mutations) {
    if (!body.isEmpty() && mutations.happens(50)) {
      body = mutations.spoilJson(body);
    } else if (mutations.happens(40)) {
      var parts = path.split("(?<=[/=&?.])", -1);
      var part = mutations.any(List.of(parts));
      path = path.replace(part.isEmpty() ? "/" : part, mutations.spoil(part));
    } else if (mutations.happens(50) && !headers.isEmpty()) {
      var header = mutations.any(headers);
      headers.remove(header);
      var colon = header.indexOf(": ") + 2;
      if (mutations.happens(70)) {
        headers.add(header.substring(0, colon) + mutations.spoil(header.substring(colon)));
      }
    } else if (mutations.happens(80)) {
      header(mutations.any(HEADERS), mutations.spoil("x"));
    } else {
      method = mutations.any(METHODS);
    }
  }

  byte[] bytes() {
    var content = body.getBytes(UTF_8);
    var head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (!webhookKey.isEmpty()) {
      var webhook = Webhook.now(body);
      head.append("webhook-id: ").append(webhook.id()).append("\r\nwebhook-timestamp: ");
      head.append(webhook.timestamp()).append("\r\nwebhook-signature: ");
      head.append(webhook.signature(webhookKey)).append("\r\n");
    }
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(UTF_8));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return new String(bytes(), ISO_8859_1);
  }
}
