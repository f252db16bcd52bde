package dev.holdfast.messages;

/** The two topics. Both have the same number of partitions; a partition is called a shard. */
public final class Topics {

  /** Wishes, keyed by event id: {@link Request}. Delete policy, {@code LogAppendTime}. */
  public static final String REQUESTS = "purchase-requests";

  /** Announced ledger rows, on the partition of the request: {@link Result}. Never compacted. */
  public static final String RESULTS = "purchase-results";

  private Topics() {}
}
