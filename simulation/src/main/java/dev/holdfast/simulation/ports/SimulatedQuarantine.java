package dev.holdfast.simulation.ports;

import dev.holdfast.decisions.Quarantine;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.simulation.world.Playing;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SimulatedQuarantine implements Quarantine {

  private final Playing playing;

  SimulatedQuarantine(Playing playing) {
    this.playing = playing;
  }

  @Override
  public void add(String topic, int shard, List<Unreadable> records) {
    records.forEach(record -> {
      playing.world().database().statement("puts into quarantine", record.offset());
      playing.world().inventory().quarantine().insert(record.offset(), record);
    });
  }
}
