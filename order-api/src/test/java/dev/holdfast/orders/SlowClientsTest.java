package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Whoever says nothing holds one of a bounded number of connections, and not for long. */
@TestInstance(Lifecycle.PER_CLASS)
class SlowClientsTest {

  private static final int MOST = 8;
  private static final List<String> SILENCES = List.of(
      "",
      "POST /v1/ses",
      "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nX-Slow: ",
      "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{",
      "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
      "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");

  @AutoClose
  private final Api api = Api.start(Api.shared().stack(), "server.tomcat.connection-timeout=500ms",
      "server.tomcat.max-connections=" + MOST);

  @Test
  @Timeout(40)
  void the_silent_are_cut_off_and_the_next_client_is_served() throws IOException {
    var silent = open(2 * MOST);
    try {
      // Behind all of them: it is its turn when those that were there first are gone.
      var answer =
          RawHttp.send(api, "GET /v1/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(api.connector().getConnectionCount()).isLessThanOrEqualTo(MOST);
      assertThat(answer.status()).isEqualTo(200);
      for (var socket : silent) {
        assertThat(lastWords(socket)).doesNotContain("HTTP/1.1 5");
      }
    } finally {
      for (var socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void as_it_is_delivered_the_patience_is_20_seconds_and_the_crowd_25_000() {
    var delivered = Api.shared().connector();

    assertThat(delivered.getConnectionTimeout()).isEqualTo(20_000);
    assertThat(delivered.getKeepAliveTimeout()).isEqualTo(60_000);
    assertThat(delivered.getMaxConnections()).isEqualTo(25_000);
  }

  private List<Socket> open(int count) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var socket = new Socket("localhost", URI.create(api.url("/")).getPort());
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(SILENCES.get(i % SILENCES.size()).getBytes(ISO_8859_1));
      sockets.add(socket);
    }
    return sockets;
  }

  private static String lastWords(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException e) {
      return "reset";
    }
  }
}
