package dev.holdfast.demo.bench.crowds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** One connection that is kept, and the request on it: bytes out, bytes in, and little else. */
final class Caller implements AutoCloseable {

  private static final int LONGEST_ANSWER = 4 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String COME_BACK = "\r\nretry-after:";
  private static final int REDIRECTION = 300;
  private static final String KEY = "0".repeat(36);

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final int keyAt;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(LONGEST_ANSWER);
  private final byte[] seen = new byte[LONGEST_ANSWER];
  private long sentAt;
  private boolean comeBack;

  private Caller(SocketChannel channel, byte[] head, int keyAt) {
    this.channel = channel;
    this.keyAt = keyAt;
    request = ByteBuffer.allocateDirect(head.length).put(head);
  }

  /** What everybody sends, but for the key: an order of one ticket. */
  static String order(String eventId, String host, String token, String moreHeaders) {
    return """
        POST /v1/events/%s/orders HTTP/1.1
        Host: %s
        Authorization: Bearer %s
        Idempotency-Key: %s
        Content-Type: application/json
        Content-Length: 14
        %s
        {"quantity":1}""".formatted(eventId, host, token, KEY, moreHeaders).replace("\n", "\r\n");
  }

  static Caller open(SocketAddress api, String order, Selector selector) throws IOException {
    var channel = SocketChannel.open(api);
    channel.socket().setTcpNoDelay(true);
    channel.configureBlocking(false);
    var caller = new Caller(channel, order.getBytes(ISO_8859_1), order.indexOf(KEY));
    channel.register(selector, SelectionKey.OP_READ, caller);
    return caller;
  }

  /** Sends the order under a new key; it is small enough to go out at once. */
  void send() throws IOException {
    request.put(keyAt, newKey().getBytes(ISO_8859_1));
    sentAt = System.nanoTime();
    request.rewind();
    if (channel.write(request) < request.capacity()) {
      throw new IOException("An order of %d bytes does not go out at once".formatted(
          request.capacity()));
    }
  }

  // A UUIDv7: order ids that rise with time are cheap.
  private static String newKey() {
    var random = ThreadLocalRandom.current();
    return new UUID(System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000),
        Long.MIN_VALUE | random.nextLong() >>> 2).toString();
  }

  long sentAt() {
    return sentAt;
  }

  /** The status; 0 while the answer is not complete. */
  int read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new IOException("The connection was closed instead of an answer");
    }
    int length = answer.position();
    answer.get(0, seen, 0, length);
    if (!isComplete(length)) {
      return 0;
    }
    answer.clear();
    int status = (seen[STATUS_AT] - '0') * 100 + (seen[STATUS_AT + 1] - '0') * 10
        + seen[STATUS_AT + 2] - '0';
    comeBack = status >= REDIRECTION && text(length).toLowerCase(Locale.ROOT).contains(COME_BACK);
    return status;
  }

  /** Whether the last answer refused, and said when to come back. */
  boolean isToldToComeBack() {
    return comeBack;
  }

  private boolean isComplete(int length) {
    // Most are chunked, and end like this.
    if (length > 5 && seen[length - 5] == '0' && seen[length - 4] == '\r'
        && seen[length - 1] == '\n') {
      return true;
    }
    var text = text(length);
    int body = text.indexOf("\r\n\r\n") + 4;
    int at = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (body < 4 || at < 0 || at > body) {
      return false;
    }
    int from = at + LENGTH.length();
    return length >= body
        + Integer.parseInt(text.substring(from, text.indexOf('\r', from)).strip());
  }

  private String text(int length) {
    return new String(seen, 0, length, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
