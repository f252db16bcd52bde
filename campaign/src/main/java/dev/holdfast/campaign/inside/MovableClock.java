package dev.holdfast.campaign.inside;

import java.time.Instant;
import java.time.InstantSource;

/** The machine's clock, or one that is ahead of it or behind. */
final class MovableClock implements InstantSource {

  @Override
  public Instant instant() {
    return Instant.now().plusMillis(Orders.clockAheadMillis());
  }
}
