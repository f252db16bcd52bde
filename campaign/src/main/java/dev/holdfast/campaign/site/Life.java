package dev.holdfast.campaign.site;

import dev.holdfast.campaign.meanwhile.Meanwhile;
import dev.holdfast.campaign.schedule.Fault;
import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Round;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One fault in its round; one that takes its time keeps no other from being healed. */
final class Life {

  private final Fault fault;
  private final Damage damage;
  private final Optional<Meanwhile> witness;
  private final List<String> missing = new CopyOnWriteArrayList<>();

  /**
   * Of a fault and how it is done.
   *
   * @param witness looks how things stand while it lasts, if nothing else is broken
   */
  Life(Fault fault, Damage damage, Optional<Meanwhile> witness) {
    this.fault = fault;
    this.damage = damage;
    this.witness = witness;
  }

  /** From its beginning until it is healed: not before {@code end}, and not before all is seen. */
  void live(long end) throws InterruptedException {
    damage.happen();
    if (witness.isPresent()) {
      witness.get().await(fault).ifPresent(missing::add);
      damage.unexpected().ifPresent(missing::add);
    }
    TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    damage.heal();
  }

  Kind kind() {
    return fault.kind();
  }

  boolean happened() {
    return damage.happened();
  }

  /** Tells the witness what was seen and what was not. */
  void tell(Round round) {
    witness.filter(meanwhile -> meanwhile.isJudged(fault)).ifPresent(meanwhile -> {
      meanwhile.judged(fault.kind());
      missing.forEach(what -> meanwhile.found(round.toString(), what));
    });
  }
}
