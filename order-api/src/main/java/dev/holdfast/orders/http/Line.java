package dev.holdfast.orders.http;

import dev.holdfast.orders.CheckReceipt;
import dev.holdfast.orders.Progress;
import dev.holdfast.orders.Requests.Sent;
import dev.holdfast.orders.model.OrderKey;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The place in line of an order that is not decided, and when to ask again. */
@Component
class Line {

  private static final Pattern AT = Pattern.compile("(\\d{1,6})\\.(\\d{1,18}|x)\\.(\\d{1,18})");
  private static final int SOONEST_MILLIS = 250;
  private static final int LATEST_MILLIS = 10_000;
  private static final int DECIDED_PER_MILLI = 2;

  private final Progress progress;
  private final CheckReceipt checkReceipt;

  Line(Progress progress, CheckReceipt checkReceipt) {
    this.progress = progress;
    this.checkReceipt = checkReceipt;
  }

  /** Where a request stands in its shard: {@code <partition>.<offset>.<accepted at>}. A hint. */
  record At(int shard, @Nullable Long offset, Instant acceptedAt) {

    static Optional<At> parse(@Nullable String at) {
      var parts = at == null ? null : AT.matcher(at);
      if (parts == null || !parts.matches()) {
        return Optional.empty();
      }
      var offset = parts.group(2).equals("x") ? null : Long.valueOf(parts.group(2));
      return Optional.of(new At(Integer.parseInt(parts.group(1)), offset,
          Instant.ofEpochMilli(Long.parseLong(parts.group(3)))));
    }

    static At of(Sent.Acknowledged sent) {
      return new At(sent.shard(), sent.offset(), sent.at());
    }

    static At of(Sent.Unanswered sent) {
      return new At(sent.shard(), null, sent.at());
    }

    @Override
    public String toString() {
      return shard + "." + (offset == null ? "x" : offset) + "." + acceptedAt.toEpochMilli();
    }
  }

  /** At most this many requests are decided before; null if nobody knows. */
  @Nullable
  Long ahead(At at) {
    return at.offset == null ? null : progress.ahead(at.shard, at.offset);
  }

  /** The order did not get into the log, and will not any more. */
  boolean isLost(OrderKey order, At at) {
    return checkReceipt.isLost(order, at.acceptedAt);
  }

  static int pollAfterMillis(@Nullable Long ahead) {
    var wait = ahead == null ? 2 * SOONEST_MILLIS : SOONEST_MILLIS + ahead / DECIDED_PER_MILLI;
    return (int) Math.min(LATEST_MILLIS, wait);
  }

  static String retryAfterSeconds(int pollAfterMillis) {
    return String.valueOf(Math.ceilDiv(pollAfterMillis, 1_000));
  }
}
