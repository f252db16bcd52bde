package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP no client library would send. */
final class RawHttp {

  private static final byte[] RESET = "\r\n(reset)".getBytes(US_ASCII);

  private RawHttp() {}

  static Answer send(Api api, String request) {
    try (var socket = new Socket("localhost", URI.create(api.url("/")).getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      var head = answer.substring(0, answer.indexOf("\r\n\r\n"));
      return new Answer(Integer.parseInt(head.substring(9, 12)), headers(head),
          answer.substring(head.length() + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> headers(String head) {
    return head.lines()
        .skip(1)
        .map(line -> line.split(":", 2))
        .collect(Collectors.toMap(header -> header[0].toLowerCase(Locale.ROOT),
            header -> header[1].strip(), (first, _) -> first));
  }

  /** Sends bytes and nothing more; returns all that comes back until the server hangs up. */
  static String exchange(Api api, byte[] request) {
    try (var socket = new Socket("localhost", URI.create(api.url("/")).getPort())) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (SocketException e) {
        // It has had enough already; what it said may still be there.
      }
      return read(socket);
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "No answer and no end within 20 s to\n" + new String(request, ISO_8859_1), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Socket socket) throws IOException {
    var answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException e) {
      // The server did not read all of what was sent, and its last words may be lost with that.
      answer.writeBytes(RESET);
    }
    return answer.toString(ISO_8859_1);
  }
}
