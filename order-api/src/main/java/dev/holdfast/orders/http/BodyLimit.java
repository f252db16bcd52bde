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
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads no more of a body than an honest client sends. Stands behind the security filters. */
@Component
class BodyLimit extends OncePerRequestFilter {

  static final int MOST_BYTES = 8 * 1024;
  private static final byte[] NOTHING = {};

  private final ProblemWriter problems;

  BodyLimit(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain) throws IOException, ServletException {
    var body = read(request);
    if (body.length > MOST_BYTES) {
      problems.write(response, Code.BODY_TOO_LARGE,
          "The body has more than %d bytes".formatted(MOST_BYTES));
    } else {
      chain.doFilter(new Read(request, body), response);
    }
  }

  // Most requests say how long their body is, or that they have none: no buffer larger than that.
  private static byte[] read(HttpServletRequest request) throws IOException {
    var length = request.getContentLengthLong();
    if (length > MOST_BYTES) {
      return new byte[MOST_BYTES + 1];
    }
    if (length < 0 && request.getHeader("Transfer-Encoding") == null) {
      return NOTHING;
    }
    return request.getInputStream().readNBytes(length < 0 ? MOST_BYTES + 1 : (int) length);
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
