package dev.holdfast.audit;

import java.util.BitSet;

/** Which rows of one event's ledger are on the topic: a bit each. */
final class Announced {

  private final int incarnation;
  private final int below;
  private final BitSet seqs = new BitSet();

  /**
   * Nothing is on the topic yet.
   *
   * @param incarnation only results of this one count
   * @param below rows below it must be there at the end
   */
  Announced(int incarnation, long below) {
    this.incarnation = incarnation;
    this.below = Math.toIntExact(below);
    seqs.set(0);
  }

  /** Notes a row; in whatever order, and as often as the publisher tried. */
  void add(int rowIncarnation, long seq) {
    if (rowIncarnation == incarnation && seq < below) {
      seqs.set((int) seq);
    }
  }

  /** The newest row that must be there and is not; -1 if there is none. */
  int newestMissing() {
    return missingBelow(below);
  }

  /** The newest missing row below that one; -1 if there is none. */
  int missingBelow(int seq) {
    return seqs.previousClearBit(seq - 1);
  }
}
