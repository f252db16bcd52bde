package dev.holdfast.orders.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads no more of a body than an honest client sends, and for no longer than he needs. Stands
 * behind the security filters.
 */
@Component
class BodyLimit extends OncePerRequestFilter {

  static final int MOST_BYTES = 8 * 1024;
  static final Duration LONGEST = Duration.ofSeconds(10);
  private static final byte[] NOTHING = {};

  private final ProblemWriter problems;
  private final LongSupplier nanos;

  @Autowired
  BodyLimit(ProblemWriter problems) {
    this(problems, System::nanoTime);
  }

  /** Reads time from {@code nanos}, as {@link System#nanoTime()}. */
  BodyLimit(ProblemWriter problems, LongSupplier nanos) {
    this.problems = problems;
    this.nanos = nanos;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain) throws IOException, ServletException {
    var body = read(request);
    if (body == null) {
      response.setHeader("Connection", "close");
      problems.write(response, Code.REQUEST_TIMEOUT,
          "The body took more than %d s".formatted(LONGEST.toSeconds()));
    } else if (body.length > MOST_BYTES) {
      problems.write(response, Code.BODY_TOO_LARGE,
          "The body has more than %d bytes".formatted(MOST_BYTES));
    } else {
      chain.doFilter(new Read(request, body), response);
    }
  }

  // Most requests say how long their body is, or that they have none: no buffer larger than that.
  private byte @Nullable [] read(HttpServletRequest request) throws IOException {
    var length = request.getContentLengthLong();
    if (length > MOST_BYTES) {
      return new byte[MOST_BYTES + 1];
    }
    if (length < 0 && request.getHeader("Transfer-Encoding") == null) {
      return NOTHING;
    }
    return read(request.getInputStream(), length < 0 ? MOST_BYTES + 1 : (int) length);
  }

  // Tomcat's own time-out is for one byte: who sends one now and then would never meet it.
  private byte @Nullable [] read(InputStream stream, int most) throws IOException {
    var deadline = nanos.getAsLong() + LONGEST.toNanos();
    var body = new byte[most];
    var count = 0;
    for (int more = 0; count < most && more >= 0; count += Math.max(0, more)) {
      if (nanos.getAsLong() > deadline) {
        return null;
      }
      more = stream.read(body, count, most - count);
    }
    return count == most ? body : Arrays.copyOf(body, count);
  }

  /** The request with the body that was read. */
  private static final class Read extends HttpServletRequestWrapper {

    private final byte[] body;

    Read(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ReadStream(new ByteArrayInputStream(body));
    }
  }

  private static final class ReadStream extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    ReadStream(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body is read already");
    }
  }
}
