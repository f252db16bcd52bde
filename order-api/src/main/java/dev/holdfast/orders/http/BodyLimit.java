package dev.holdfast.orders.http;

import dev.holdfast.orders.AdmitRequest;
import dev.holdfast.orders.model.Admission.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads no more of a body than an honest client sends, and for no longer than he needs; and waits
 * for few of those who promise one and don't send it with the headers, so that they can't fill the
 * {@link Gate}. Stands behind the security filters.
 */
@Component
class BodyLimit extends OncePerRequestFilter {

  static final int MOST_BYTES = 8 * 1024;
  static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int SHARE_OF_THE_GATE = 4;
  private static final byte[] NOTHING = {};

  private final ProblemWriter problems;
  private final Semaphore places;
  private final Supplier<Verdict.Refused> refusing;
  private final LongSupplier nanos;

  @Autowired
  BodyLimit(ProblemWriter problems, AdmitRequest admit, MeterRegistry meters) {
    this(problems, admit.mostAtWork() / SHARE_OF_THE_GATE, admit::refuseBody,
        System::nanoTime);
    int most = places.availablePermits();
    meters.gauge("holdfast.bodies.awaited", places, free -> most - free.availablePermits());
  }

  /**
   * Waits for {@code most} bodies at a time, asks {@code refusing} about each one more, and reads
   * time from {@code nanos}, as {@link System#nanoTime()}.
   */
  BodyLimit(
      ProblemWriter problems,
      int most,
      Supplier<Verdict.Refused> refusing,
      LongSupplier nanos) {
    this.problems = problems;
    this.places = new Semaphore(most);
    this.refusing = refusing;
    this.nanos = nanos;
  }

  // Not inside the interface: what stands there is public.
  private sealed interface Outcome permits Whole, Refused {}

  private static final class Whole implements Outcome {

    private final byte[] body;

    Whole(byte[] body) {
      this.body = body;
    }
  }

  private record Refused(Code code, String why) implements Outcome {}

  @Override
  protected void doFilterInternal(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain) throws IOException, ServletException {
    switch (read(request)) {
      case Refused(var code, var why) -> {
        response.setHeader("Connection", "close");
        if (code == Code.OVERLOADED) {
          response.setHeader("Retry-After", Gate.retryAfter(refusing.get()));
        }
        problems.write(response, code, why);
      }
      case Whole whole when whole.body.length > MOST_BYTES ->
        problems.write(response, Code.BODY_TOO_LARGE,
            "The body has more than %d bytes".formatted(MOST_BYTES));
      case Whole whole -> chain.doFilter(new Read(request, whole.body), response);
    }
  }

  // Most requests say how long their body is, or that they have none: no buffer larger than that.
  private Outcome read(HttpServletRequest request) throws IOException {
    var length = request.getContentLengthLong();
    if (length > MOST_BYTES) {
      return new Whole(new byte[MOST_BYTES + 1]);
    }
    if (length < 0 && request.getHeader("Transfer-Encoding") == null) {
      return new Whole(NOTHING);
    }
    // Of a body in chunks the first bytes may be there, and a look at them waits for the others:
    // it takes a place, even if all of it has come.
    return length < 0
        ? await(request.getInputStream(), new byte[MOST_BYTES + 1], 0)
        : read(request.getInputStream(), (int) length);
  }

  private Outcome read(InputStream stream, int length) throws IOException {
    var body = new byte[length];
    var count = 0;
    for (int more = 0; more >= 0 && count < length && stream.available() > 0;) {
      more = stream.read(body, count, length - count);
      count += Math.max(0, more);
    }
    return count == length ? new Whole(body) : await(stream, body, count);
  }

  private Outcome await(InputStream stream, byte[] body, int read) throws IOException {
    if (!places.tryAcquire()) {
      return new Refused(Code.OVERLOADED,
          "Too many bodies are waited for: send yours together with the headers, "
              + "and say there how long it is");
    }
    try {
      return readOn(stream, body, read);
    } finally {
      places.release();
    }
  }

  // Tomcat's own time-out is for one byte: who sends one now and then would never meet it.
  private Outcome readOn(InputStream stream, byte[] body, int read) throws IOException {
    var deadline = nanos.getAsLong() + LONGEST.toNanos();
    var count = read;
    for (int more = 0; count < body.length && more >= 0; count += Math.max(0, more)) {
      if (nanos.getAsLong() > deadline) {
        return new Refused(Code.REQUEST_TIMEOUT,
            "The body took more than %d s".formatted(LONGEST.toSeconds()));
      }
      more = stream.read(body, count, body.length - count);
    }
    return new Whole(count == body.length ? body : Arrays.copyOf(body, count));
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
