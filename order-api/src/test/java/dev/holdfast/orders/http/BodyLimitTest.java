package dev.holdfast.orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.orders.Answer;
import dev.holdfast.orders.Problems;
import dev.holdfast.orders.model.Admission.Reason;
import dev.holdfast.orders.model.Admission.Verdict.Refused;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class BodyLimitTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger read = new AtomicInteger();
  private final BodyLimit limit = new BodyLimit(
      new ProblemWriter(JsonMapper.builder()
          .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
          .build()),
      1, () -> new Refused(Reason.BODY, Duration.ofSeconds(2)), nanos::get);

  @Test
  void a_body_that_drips_408() throws Exception {
    var response = answer(100, Duration.ofSeconds(1));

    Map<String, String> headers = new HashMap<>();
    response.getHeaderNames()
        .forEach(name -> headers.put(name.toLowerCase(java.util.Locale.ROOT),
            String.valueOf(response.getHeader(name))));
    Problems.check(new Answer(response.getStatus(), headers, response.getContentAsString(UTF_8)),
        408, "request-timeout");
    assertThat(headers.get("connection")).isEqualTo("close");
    assertThat(read).as("seconds it was read for").hasValue(11);
  }

  @Test
  void a_body_in_pieces_that_arrives_in_time_is_read() throws Exception {
    assertThat(answer(100, Duration.ofMillis(99)).getStatus()).isEqualTo(200);
    assertThat(read).hasValue(100);
  }

  private MockHttpServletResponse answer(int length, Duration perByte) throws Exception {
    var request = new MockHttpServletRequest("POST", "/") {
      @Override
      public ServletInputStream getInputStream() {
        return new Dripping(length, perByte);
      }
    };
    request.setContent(new byte[length]);
    var response = new MockHttpServletResponse();
    limit.doFilter(request, response, new MockFilterChain());
    return response;
  }

  /** A byte at a time, each after a while. */
  private final class Dripping extends ServletInputStream {

    private final int length;
    private final Duration perByte;

    Dripping(int length, Duration perByte) {
      this.length = length;
      this.perByte = perByte;
    }

    @Override
    public int read() {
      nanos.addAndGet(perByte.toNanos());
      return read.getAndIncrement() < length ? 'x' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) {
      buffer[offset] = (byte) read();
      return 1;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
