package dev.holdfast.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.UUID;

/**
 * A set of millions of names in eight bytes each: by hash, so that once in a while, one in a
 * million million, a name may seem to be there that is not.
 */
final class Hashes {

  private static final long PRIME = 0x100000001b3L;
  private static final long BASIS = 0xcbf29ce484222325L;

  private long[] hashes = new long[1 << 10];
  private int size;
  private boolean sorted;

  void add(UUID id) {
    add(hash(id));
  }

  void add(String name) {
    add(hash(name));
  }

  boolean contains(UUID id) {
    return contains(hash(id));
  }

  boolean contains(String name) {
    return contains(hash(name));
  }

  private void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size + size / 2);
    }
    hashes[size++] = hash;
    sorted = false;
  }

  private boolean contains(long hash) {
    if (!sorted) {
      Arrays.sort(hashes, 0, size);
      sorted = true;
    }
    return Arrays.binarySearch(hashes, 0, size, hash) >= 0;
  }

  private static long hash(UUID id) {
    return id.getMostSignificantBits() * PRIME ^ id.getLeastSignificantBits();
  }

  /** FNV-1a. */
  private static long hash(String name) {
    long hash = BASIS;
    for (byte next : name.getBytes(UTF_8)) {
      hash = (hash ^ (next & 0xff)) * PRIME;
    }
    return hash;
  }
}
