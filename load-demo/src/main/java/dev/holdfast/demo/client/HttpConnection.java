package dev.holdfast.demo.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection, opened when needed, kept alive and shared with nobody.
 *
 * <p>Two thousand of them, each blocking a virtual thread, cost a few sockets and no selector; the
 * JDK's client would share connections among the buyers. Not safe for use by two threads.
 */
public final class HttpConnection implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final int readMillis;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  /** A connection to {@code base}, an {@code http} address; not opened yet. */
  public HttpConnection(URI base, Duration readTimeout) {
    if (!"http".equals(base.getScheme()) || base.getHost() == null) {
      throw new IllegalArgumentException("Not an http:// address: " + base);
    }
    host = base.getHost();
    port = base.getPort() == -1 ? 80 : base.getPort();
    readMillis = Math.toIntExact(readTimeout.toMillis());
  }

  /**
   * Sends one request and reads its answer. After an {@link IOException} other than
   * {@link NotSent} nobody knows whether the server has seen the request; the next call opens a new
   * connection.
   */
  public HttpAnswer send(HttpRequest request) throws IOException {
    try {
      open();
      write(request);
      var answer = AnswerReader.read(stream());
      if (answer.header("connection").filter("close"::equalsIgnoreCase).isPresent()) {
        close();
      }
      return answer;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Opens the connection now, so that the first request need not. */
  public void open() throws NotSent {
    if (socket == null) {
      try {
        connect();
      } catch (IOException e) {
        throw new NotSent(e);
      }
    }
  }

  private void connect() throws IOException {
    var opened = new Socket();
    try {
      opened.setTcpNoDelay(true);
      opened.setSoTimeout(readMillis);
      opened.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      in = new OwnBuffer(opened.getInputStream());
      socket = opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void close() {
    var opened = socket;
    socket = null;
    in = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        // Nobody can do anything about a socket that does not close.
        return;
      }
    }
  }

  private void write(HttpRequest request) throws IOException {
    var body = request.body() == null ? new byte[0] : request.body().getBytes(UTF_8);
    var head = new StringBuilder(512)
        .append(request.method())
        .append(' ')
        .append(request.target())
        .append(" HTTP/1.1\r\n")
        .append("Host: ")
        .append(host)
        .append(':')
        .append(port)
        .append("\r\n")
        .append("Accept: application/json, application/problem+json\r\n");
    request.headers()
        .forEach(
            (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Type: application/json\r\n");
    }
    if (!request.method().equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    var headBytes = head.append("\r\n").toString().getBytes(UTF_8);
    var all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    var opened = socket;
    if (opened == null) {
      throw new IOException("The connection is closed");
    }
    opened.getOutputStream().write(all);
  }

  private InputStream stream() throws IOException {
    var stream = in;
    if (stream == null) {
      throw new IOException("The connection is closed");
    }
    return stream;
  }
}
