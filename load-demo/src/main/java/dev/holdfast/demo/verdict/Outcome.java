package dev.holdfast.demo.verdict;

import java.util.Map;

/**
 * How the sale ended, by the inventory's orders and ledger.
 *
 * @param available tickets left, by the event's own counter
 * @param peakAllocated most tickets that were held or sold at any instant, by the ledger
 * @param allocated tickets held or sold now, by the orders
 * @param firstWaveAsked orders decided before the first ticket came back
 * @param firstWaveHeld how many of those got theirs
 * @param orders number of orders by status
 * @param rejected number of orders by reason of rejection
 */
public record Outcome(
    int available, int peakAllocated, int allocated, int firstWaveAsked, int firstWaveHeld,
    Map<String, Integer> orders, Map<String, Integer> rejected) {

  /** Orders in a status. */
  public int count(String status) {
    return orders.getOrDefault(status, 0);
  }

  /** Tickets given away that did not exist. */
  public int oversold(int tickets) {
    return Math.max(0, Math.max(peakAllocated, allocated) - tickets);
  }
}
