package dev.holdfast.demo.client;

import java.io.IOException;
import java.io.InputStream;

/** A buffer for one reader: that of {@code java.io} takes a lock for every byte of every header. */
final class OwnBuffer extends InputStream {

  private static final int SIZE = 2048;

  private final InputStream in;
  private final byte[] bytes = new byte[SIZE];
  private int next;
  private int end;

  OwnBuffer(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - next);
    System.arraycopy(bytes, next, into, offset, count);
    next += count;
    return count;
  }

  /** False at the end of the stream. */
  private boolean fill() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(bytes, 0, SIZE));
    }
    return next < end;
  }
}
