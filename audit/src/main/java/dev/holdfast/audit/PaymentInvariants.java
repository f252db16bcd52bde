package dev.holdfast.audit;

import static dev.holdfast.audit.Invariant.always;
import static dev.holdfast.audit.Promise.I10;
import static dev.holdfast.audit.Promise.I12;
import static dev.holdfast.audit.Promise.I5;

import java.util.List;

/** Money: it buys the tickets or goes back, and who pays in time is in time. */
final class PaymentInvariants {

  private static final String APPLIED =
      """
      WITH applied AS (
             SELECT shard, event_id, order_id, count(*) AS payments, min(payment_id) AS payment_id,
                    min(amount_minor) AS amount_minor, min(currency) AS currency
               FROM payment
              WHERE status = 'APPLIED'
              GROUP BY shard, event_id, order_id),
           confirmed AS (
             SELECT shard, event_id, order_id, payment_id, amount_minor, currency
               FROM orders
              WHERE status = 'CONFIRMED')
      SELECT format('event %s: order %s, confirmed by %s (%s %s), has %s payments such as %s (%s %s)',
                    event_id, order_id, coalesce(confirmed.payment_id, 'nothing'),
                    confirmed.amount_minor, confirmed.currency, coalesce(payments, 0),
                    coalesce(applied.payment_id, 'none'), applied.amount_minor, applied.currency)
        FROM confirmed
        FULL JOIN applied USING (shard, event_id, order_id)
       WHERE confirmed.payment_id IS DISTINCT FROM applied.payment_id
          OR confirmed.amount_minor IS DISTINCT FROM applied.amount_minor
          OR confirmed.currency IS DISTINCT FROM applied.currency
          OR payments <> 1
      """;

  // A payment id that came before is answered by the ledger only.
  private static final String ANSWERED =
      """
      WITH answer AS (
             SELECT shard, event_id, payment_id, order_id,
                    CASE kind WHEN 'CONFIRMED' THEN 'APPLIED' ELSE 'REFUND_DUE' END AS status,
                    count(*) AS answers, min(seq) AS seq
               FROM ledger
              WHERE kind = 'CONFIRMED'
                 OR (kind = 'REFUND_DUE' AND reason <> 'PAYMENT_ID_REUSED')
              GROUP BY shard, event_id, payment_id, order_id, kind)
      SELECT format('event %s: payment %s of order %s is %s, its ledger has %s such rows from seq %s',
                    event_id, payment_id, order_id,
                    CASE WHEN decided_at IS NULL THEN 'not ' ELSE '' END || status,
                    coalesce(answers, 0), coalesce(seq::text, 'nowhere'))
        FROM payment
        FULL JOIN answer USING (shard, event_id, payment_id, order_id, status)
       WHERE decided_at IS NULL
          OR answers IS DISTINCT FROM 1
      """;

  private static final String JUDGED_LATE =
      """
      SELECT format('event %s seq %s: payment %s of order %s came at %s, before %s, and was %s',
                    event_id, seq, payment_id, order_id, requested_at, hold_until, verdict)
        FROM (SELECT event_id, seq, payment_id, order_id, requested_at, hold_until,
                     CASE kind WHEN 'CONFIRMED' THEN 'LATE' ELSE reason END AS verdict,
                     kind = 'CONFIRMED' AND
                       lag(status) OVER (PARTITION BY shard, event_id, order_id ORDER BY seq)
                       = 'EXPIRED' AS reacquired
                FROM ledger
               WHERE order_version IS NOT NULL) AS payment
       WHERE requested_at < hold_until
         AND (reacquired OR verdict IN ('ALREADY_EXPIRED', 'EXPIRED_AND_SOLD_OUT',
                                        'EXPIRED_AND_CUSTOMER_LIMIT'))
      """;

  private static final String EXPIRED_EARLY =
      """
      SELECT format('event %s seq %s: order %s expired at %s, held until %s', event_id, seq,
                    order_id, occurred_at, hold_until)
        FROM ledger
       WHERE kind = 'EXPIRED'
         AND (occurred_at < hold_until OR hold_until IS NULL)
      """;

  // Whoever looks after the quarantine sets DONE once the money is on its way back.
  private static final String FORGOTTEN =
      """
      SELECT format('shard %s: the payment at offset %s of %s is in quarantine since %s: %s', shard,
                    record_offset, topic, appended_at, why)
        FROM quarantine
       WHERE status = 'OPEN'
         AND headers ->> 'ce_type' LIKE 'confirm-payment.%'
         AND appended_at < now() - interval '15 minutes'
      """;

  private PaymentInvariants() {}

  static List<Invariant> all() {
    return List.of(
        always(I5, "confirmed without its payment, or paid without confirmation", APPLIED),
        always(I10, "payment not answered exactly once", ANSWERED),
        always(I10, "payment in quarantine for 15 minutes", FORGOTTEN),
        always(I12, "payment in time judged late", JUDGED_LATE),
        always(I12, "hold ended early", EXPIRED_EARLY));
  }
}
