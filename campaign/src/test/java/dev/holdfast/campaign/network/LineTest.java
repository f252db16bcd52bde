package dev.holdfast.campaign.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineTest {

  private static final int MOMENT_MILLIS = 300;
  private static final int PATIENCE_MILLIS = 20_000;

  private Echo echo;
  private Line line;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    echo = new Echo();
    line = Line.to(echo.port());
    client = open();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    line.close();
    echo.close();
  }

  @Test
  void what_goes_in_comes_out() throws IOException {
    say("hello");

    assertThat(hear(5)).isEqualTo("hello");
  }

  @Test
  void a_client_that_has_said_everything_still_hears_the_answer() throws IOException {
    say("last words");
    client.shutdownOutput();

    assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("last words");
  }

  @Test
  void a_delay_holds_up_each_direction() throws IOException {
    line.set(Weather.delayed(Duration.ofMillis(150)));

    long start = System.nanoTime();
    say("late");
    hear(4);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void a_narrow_line_takes_its_time() throws IOException {
    line.set(Weather.narrow(1_000));

    long start = System.nanoTime();
    say("x".repeat(200));
    hear(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(400));
  }

  @Test
  void nothing_reaches_the_server_while_requests_are_silenced() throws IOException {
    line.set(Weather.noRequests());
    say("held");

    assertNothingIsHeard();
    assertThat(echo.heard()).isZero();
    line.set(Weather.CLEAR);
    assertThat(hear(4)).isEqualTo("held");
  }

  @Test
  void the_server_hears_though_its_answers_are_silenced() throws IOException {
    line.set(Weather.noAnswers());
    say("done");

    assertNothingIsHeard();
    await().until(() -> echo.heard() == 4);
    line.set(Weather.CLEAR);
    assertThat(hear(4)).isEqualTo("done");
  }

  @Test
  void the_end_of_a_client_is_held_back_like_its_words() throws IOException {
    say("first");
    hear(5);
    line.set(Weather.noRequests());
    client.close();

    await().during(Duration.ofMillis(MOMENT_MILLIS)).until(() -> echo.open() == 1);
    line.set(Weather.CLEAR);
    await().until(() -> echo.open() == 0);
  }

  @Test
  void a_reset_ends_every_open_connection() throws IOException {
    say("one");
    hear(3);

    line.reset();

    assertThatThrownBy(() -> hear(1)).isInstanceOf(SocketException.class);
    await().until(() -> echo.open() == 0);
    client = open();
    say("two");
    assertThat(hear(3)).isEqualTo("two");
  }

  @Test
  void an_answer_is_cut_where_the_weather_says_though_the_server_has_done_its_work()
      throws IOException {
    line.set(Weather.cutAfter(10));
    say("0123456789abcdef");

    await().until(() -> echo.heard() == 16);
    assertThatThrownBy(() -> hear(16)).isInstanceOf(IOException.class);
    await().until(() -> echo.open() == 0);
  }

  @Test
  void answers_shorter_than_the_cut_go_through() throws IOException {
    line.set(Weather.cutAfter(10));
    say("0123456789");

    assertThat(hear(10)).isEqualTo("0123456789");
  }

  @Test
  void a_server_that_is_not_there_is_a_reset_and_nothing_worse() throws IOException {
    int port = echo.port();
    echo.close();
    try (var early = open()) {
      assertThatThrownBy(() -> early.getInputStream().readNBytes(1)).isInstanceOf(
          SocketException.class);
    }

    echo = new Echo(port);
    client = open();
    say("back");
    assertThat(hear(4)).isEqualTo("back");
  }

  private Socket open() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private void say(String words) throws IOException {
    client.getOutputStream().write(words.getBytes(UTF_8));
  }

  private String hear(int length) throws IOException {
    var bytes = client.getInputStream().readNBytes(length);
    if (bytes.length < length) {
      throw new SocketException("the line ended after " + bytes.length);
    }
    return new String(bytes, UTF_8);
  }

  private void assertNothingIsHeard() throws IOException {
    client.setSoTimeout(MOMENT_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout(PATIENCE_MILLIS);
  }
}
