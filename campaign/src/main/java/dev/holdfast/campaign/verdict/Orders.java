package dev.holdfast.campaign.verdict;

import java.util.Map;

/**
 * What became of the orders.
 *
 * @param attempts keys that buyers used
 * @param accepted of these, how many were accepted
 * @param unknown of these, how many buyers never learnt about
 * @param decided orders by status, as the inventory has them
 * @param troubles how often connections broke or answers asked to come back, by what they said
 * @param flooded buyers who came in floods
 * @param read how often readers got an answer while they came in floods, by its status
 */
public record Orders(
    long attempts, long accepted, long unknown, Map<String, Integer> decided,
    Map<String, Integer> troubles, int flooded, Map<String, Integer> read) {

  /** Every order in the inventory is decided. */
  int inventory() {
    return decided.values().stream().mapToInt(Integer::intValue).sum();
  }
}
