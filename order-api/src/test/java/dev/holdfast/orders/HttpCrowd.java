package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection for each of many orders, all in one thread, as cheap as it gets. */
final class HttpCrowd implements AutoCloseable {

  private static final int LONGEST_PAUSE_MILLIS = 60_000;

  private final Selector selector;
  private final Api.Guest guest;
  private final List<String> references;

  HttpCrowd(Api.Guest guest, List<String> references) throws IOException {
    this.selector = Selector.open();
    this.guest = guest;
    this.references = references;
  }

  /** Everybody asks for the status of his order and is ready to wait for it. */
  void ask() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(),
        URI.create(guest.api().url("/")).getPort());
    for (var reference : references) {
      var connection = SocketChannel.open(address);
      connection.configureBlocking(false);
      connection.register(selector, SelectionKey.OP_READ, reference);
      write(connection, reference);
    }
  }

  /** Waits until everybody has been answered so; who is told less asks again. */
  void awaitStatus(String status) throws IOException {
    var answer = ByteBuffer.allocate(8 * 1024);
    for (int left = references.size(); left > 0;) {
      if (selector.select(LONGEST_PAUSE_MILLIS) == 0) {
        throw new IllegalStateException("%d are not answered".formatted(left));
      }
      for (var ready : selector.selectedKeys()) {
        var connection = (SocketChannel) ready.channel();
        if (read(connection, answer).contains("\"status\":\"" + status + "\"")) {
          connection.close();
          left--;
        } else {
          write(connection, (String) ready.attachment());
        }
      }
      selector.selectedKeys().clear();
    }
  }

  // An answer is smaller than a segment: it comes in one piece.
  private static String read(SocketChannel connection, ByteBuffer answer) throws IOException {
    answer.clear();
    if (connection.read(answer) < 0) {
      throw new IllegalStateException("The connection was closed instead of an answer");
    }
    return US_ASCII.decode(answer.flip()).toString();
  }

  private void write(SocketChannel connection, String reference) throws IOException {
    connection.write(US_ASCII.encode("""
        GET /v1/orders/%s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Prefer: wait=30

        """.formatted(reference, guest.token()).replace("\n", "\r\n")));
  }

  @Override
  public void close() throws IOException {
    for (var key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
