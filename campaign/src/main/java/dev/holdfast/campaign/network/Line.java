package dev.holdfast.campaign.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy between one client process and one server of this machine. It stands however often
 * the server comes and goes; while there is none, connections are reset.
 */
public final class Line implements AutoCloseable {

  private static final int BACKLOG = 512;

  private final ServerSocket door;
  private final int serverPort;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile Weather weather = Weather.CLEAR;

  private Line(ServerSocket door, int serverPort) {
    this.door = door;
    this.serverPort = serverPort;
  }

  /** A line to that port, where nobody need listen yet. */
  public static Line to(int serverPort) {
    try {
      var line = new Line(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
          serverPort);
      Thread.ofVirtual().start(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("No port for a proxy", e);
    }
  }

  /** Where the client must come. */
  public int port() {
    return door.getLocalPort();
  }

  /** Changes the weather, for connections that are open as well. */
  public void set(Weather now) {
    weather = now;
  }

  Weather weather() {
    return weather;
  }

  /** Resets every open connection, once. */
  public void reset() {
    connections.forEach(Connection::reset);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A proxy does not close", e);
    }
    reset();
  }

  void forget(Connection connection) {
    connections.remove(connection);
  }

  private void accept() {
    while (!door.isClosed()) {
      acceptOne();
    }
  }

  private void acceptOne() {
    try {
      var client = door.accept();
      // A server that hangs may take long to answer one; others need not wait behind.
      Thread.ofVirtual().start(() -> connect(client));
    } catch (IOException e) {
      // The line is closed.
      return;
    }
  }

  private void connect(Socket client) {
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      var connection = new Connection(this, client, server);
      connections.add(connection);
      connection.begin();
    } catch (IOException e) {
      // There is nobody at the other end.
      Connection.reset(client);
    }
  }
}
