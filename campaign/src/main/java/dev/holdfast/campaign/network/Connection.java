package dev.holdfast.campaign.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection of a {@link Line}: two sockets, and a virtual thread for each direction. */
final class Connection {

  private static final int CHUNK = 16 * 1024;
  private static final int LOOK_EVERY_MILLIS = 10;
  private static final double MILLIS = 1_000;

  private final Line line;
  private final Socket client;
  private final Socket server;
  private final AtomicInteger open = new AtomicInteger(2);

  Connection(Line line, Socket client, Socket server) throws IOException {
    this.line = line;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void begin() {
    Thread.ofVirtual().start(() -> carry(client, server, true));
    Thread.ofVirtual().start(() -> carry(server, client, false));
  }

  /** Both sides are told at once, and whatever was on its way is lost. */
  void reset() {
    reset(client);
    reset(server);
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
      return;
    }
  }

  private void carry(Socket from, Socket to, boolean there) {
    try {
      carry(from.getInputStream(), to.getOutputStream(), there);
      to.shutdownOutput();
      if (open.decrementAndGet() > 0) {
        return;
      }
      client.close();
      server.close();
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
    line.forget(this);
  }

  private void carry(InputStream in, OutputStream out, boolean there)
      throws IOException, InterruptedException {
    var chunk = new byte[CHUNK];
    var cut = new Cut();
    for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
      endure(length, there);
      int passes = there ? length : cut.passes(line.weather(), length);
      out.write(chunk, 0, passes);
      if (passes < length) {
        out.flush();
        throw new IOException("cut");
      }
    }
    endure(0, there);
  }

  /** Waits as long as the weather holds up a chunk of that length. */
  private void endure(int length, boolean there) throws InterruptedException {
    var weather = line.weather();
    if (!weather.delay().isZero()) {
      Thread.sleep(weather.delay());
    }
    if (weather.bytesPerSecond() > 0) {
      Thread.sleep((long) (MILLIS * length / weather.bytesPerSecond()));
    }
    while (isSilent(there)) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private boolean isSilent(boolean there) {
    return there ? line.weather().silentThere() : line.weather().silentBack();
  }

  /** Counts the bytes that came back since the weather became one that cuts. */
  private static final class Cut {

    private Weather since = Weather.CLEAR;
    private int passed;

    int passes(Weather now, int length) {
      if (now.cutAfter() == 0) {
        return length;
      }
      if (!now.equals(since)) {
        since = now;
        passed = 0;
      }
      int passes = Math.min(length, now.cutAfter() - passed);
      passed += passes;
      return passes;
    }
  }
}
