package dev.holdfast.messages;

/** The two topics. Both have the same number of partitions; a partition is called a shard. */
public final class Topics {

  /** Wishes, keyed by event id: {@link Request}. Delete policy, {@code LogAppendTime}. */
  public static final String REQUESTS = "purchase-requests";

  /** Announced ledger rows, on the partition of the request: {@link Result}. Never compacted. */
  public static final String RESULTS = "purchase-results";

  /** Partitions of a new pair of topics; the number never changes for the life of a topic. */
  public static final int DEFAULT_PARTITIONS = 8;

  private Topics() {}
}
