package dev.holdfast.messages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger row a result announces. Consumers ignore what is not newer by (incarnation, seq).
 *
 * @param shard partition of the request and of the result
 * @param incarnation rises when the event's history was restored from a backup
 * @param seq place in the event's ledger, from 1, without gaps
 * @param requestId the request this answers; absent for a release
 * @param requestOffset where the request stands in {@link Topics#REQUESTS}; absent for a release
 * @param change what the row did to the balance
 * @param balance the balance after it
 */
public record Entry(
    int shard, String eventId, int incarnation, long seq, @Nullable UUID requestId,
    @Nullable Long requestOffset, Instant occurredAt, Balance change, Balance balance) {

  public Entry {
    Valid.between(shard, 0, Integer.MAX_VALUE, "shard");
    Valid.eventId(eventId);
    Valid.between(incarnation, 1, Integer.MAX_VALUE, "incarnation");
    Valid.between(seq, 1, Long.MAX_VALUE, "seq");
    if (requestOffset != null) {
      Valid.between(requestOffset, 0, Long.MAX_VALUE, "requestOffset");
    }
    Valid.present(occurredAt, "occurredAt");
    Valid.present(change, "change");
    Valid.present(balance, "balance");
  }
}
