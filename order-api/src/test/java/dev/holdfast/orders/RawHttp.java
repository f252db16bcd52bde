package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** HTTP no client library would send. */
final class RawHttp {

  private RawHttp() {}

  static Answer send(Api api, String request) {
    try (var socket = new Socket("localhost", URI.create(api.url("/")).getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      var head = answer.substring(0, answer.indexOf("\r\n\r\n"));
      var type = head.lines()
          .filter(line -> line.regionMatches(true, 0, "content-type:", 0, 13))
          .map(line -> line.substring(13).strip())
          .findFirst()
          .orElse("");
      return new Answer(Integer.parseInt(head.substring(9, 12)),
          java.util.Map.of("content-type", type), answer.substring(head.length() + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
