package dev.holdfast.campaign.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says what it hears. */
final class Echo implements AutoCloseable {

  private final ServerSocket door = new ServerSocket();
  private final AtomicInteger heard = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  Echo() throws IOException {
    this(0);
  }

  Echo(int port) throws IOException {
    door.setReuseAddress(true);
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Bytes so far. */
  int heard() {
    return heard.get();
  }

  /** Connections now. */
  int open() {
    return open.get();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      var chunk = new byte[1024];
      for (int length = client.getInputStream().read(chunk); length >= 0; length =
          client.getInputStream().read(chunk)) {
        heard.addAndGet(length);
        client.getOutputStream().write(chunk, 0, length);
      }
    } catch (IOException e) {
      return;
    } finally {
      open.decrementAndGet();
    }
  }
}
