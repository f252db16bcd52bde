package dev.holdfast.demo.client;

import java.io.IOException;

/** The connection could not be opened: the server has seen nothing of the request. */
public final class NotSent extends IOException {

  NotSent(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
