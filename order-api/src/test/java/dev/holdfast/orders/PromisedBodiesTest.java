package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever promises a body and sends none takes no place from those who send theirs. */
class PromisedBodiesTest {

  private static final String TO_NOBODY = "POST /v1/nothing HTTP/1.1\r\nHost: a\r\n";

  private final Api api = Api.shared();
  private final int most = api.bean(AdmitRequest.class).mostAtWork() / 4;
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void hang_up() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    await().until(() -> awaited() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "Content-Length: 10\r\n\r\n", "Content-Length: 10\r\n\r\n{",
      "Transfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"})
  void they_fill_a_quarter_of_the_gate_and_whoever_sends_his_is_served(String promise)
      throws IOException {
    for (int i = 0; i < most; i++) {
      open(TO_NOBODY + promise);
    }
    await().until(() -> awaited() == most);

    double before = refused();
    assertThat(firstWords(open(TO_NOBODY + promise))).isEqualTo("HTTP/1.1 429");
    assertThat(refused()).isEqualTo(before + 1);
    assertThat(RawHttp.send(api, "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        + "Content-Length: 2\r\n\r\n{}").status()).isEqualTo(201);
  }

  @Test
  void who_is_refused_is_told_how_to_send_a_body_and_not_the_same_second_as_the_next()
      throws IOException {
    for (int i = 0; i < most; i++) {
      open(TO_NOBODY + "Content-Length: 10\r\n\r\n");
    }
    await().until(() -> awaited() == most);

    var answers = new ArrayList<Answer>();
    for (int i = 0; i < 40; i++) {
      answers.add(RawHttp.send(api,
          "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
    }

    answers.forEach(answer -> Problems.check(answer, 429, "overloaded"));
    assertThat(answers.getFirst().text("detail")).contains("how long");
    assertThat(answers).extracting(answer -> answer.header("Retry-After")).contains("1", "2");
  }

  @Test
  void a_body_that_comes_after_its_headers_is_waited_for() throws IOException {
    var socket =
        open("POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");
    await().until(() -> awaited() == 1);

    socket.getOutputStream().write("{}".getBytes(US_ASCII));

    assertThat(firstWords(socket)).isEqualTo("HTTP/1.1 201");
  }

  private Socket open(String begun) throws IOException {
    var socket = new Socket("localhost", URI.create(api.url("/")).getPort());
    sockets.add(socket);
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(begun.getBytes(US_ASCII));
    return socket;
  }

  private static String firstWords(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes("HTTP/1.1 000".length()), US_ASCII);
  }

  private double refused() {
    return api.bean(MeterRegistry.class)
        .get("holdfast.requests.refused")
        .tag("reason", "body")
        .counter()
        .count();
  }

  private int awaited() {
    return (int) api.bean(MeterRegistry.class).get("holdfast.bodies.awaited").gauge().value();
  }
}
