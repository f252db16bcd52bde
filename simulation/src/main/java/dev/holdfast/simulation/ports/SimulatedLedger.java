package dev.holdfast.simulation.ports;

import dev.holdfast.inventory.Ledger;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.simulation.world.LedgerKey;
import dev.holdfast.simulation.world.Playing;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SimulatedLedger implements Ledger {

  private final Playing playing;

  SimulatedLedger(Playing playing) {
    this.playing = playing;
  }

  @Override
  public void append(int shard, List<LedgerEntry> entries) {
    var world = playing.world();
    world.database().statement("appends to the ledger", entries.size());
    entries.forEach(entry -> world.inventory()
        .ledger()
        .insert(new LedgerKey(entry.eventId(), entry.seq()), entry));
  }
}
