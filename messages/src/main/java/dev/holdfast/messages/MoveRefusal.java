package dev.holdfast.messages;

/** Why a request could not move its order or event. A closed list. */
public enum MoveRefusal {
  ALREADY_CONFIRMED, ALREADY_EXPIRED, ALREADY_CANCELLED, ALREADY_REJECTED, UNKNOWN_ORDER, UNKNOWN_EVENT,
  /** The wanted capacity is below the tickets already held and sold. */
  CAPACITY_BELOW_ALLOCATED
}
