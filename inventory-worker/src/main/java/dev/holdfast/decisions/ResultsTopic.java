package dev.holdfast.decisions;

import java.util.List;

/** Where results are announced. */
public interface ResultsTopic {

  /**
   * Sends results to a shard's partition, in order, and returns once all are acknowledged.
   *
   * @throws ResultsNotSent if one is not: any of them may have been sent
   */
  void send(int shard, List<Announcement> results);

  /** Some result was not acknowledged. */
  final class ResultsNotSent extends RuntimeException {

    public ResultsNotSent(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
