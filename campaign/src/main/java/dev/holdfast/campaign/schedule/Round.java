package dev.holdfast.campaign.schedule;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some seconds of the campaign with the same faults, all healed at its end.
 *
 * @param start from the beginning of the campaign on
 * @param faults none in a quiet round
 */
public record Round(Duration start, Duration length, List<Fault> faults) {

  public Round {
    faults = List.copyOf(faults);
  }

  @Override
  public String toString() {
    return "%6.1fs %4.1fs  %s".formatted(start.toMillis() / 1e3, length.toMillis() / 1e3,
        faults.isEmpty()
            ? "quiet"
            : faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
  }
}
