package dev.holdfast.campaign.site;

import dev.holdfast.demo.processes.Service;
import org.apache.kafka.common.KafkaException;

/** An order of a version that no worker knows; workers that know it come when the round ends. */
final class NewerMessage implements Damage {

  private final Site site;
  private final int version;
  private final Sending sending;
  private volatile boolean happened;

  NewerMessage(Site site, int version, Sending sending) {
    this.site = site;
    this.version = version;
    this.sending = sending;
  }

  /** Sends the order of that version. */
  interface Sending {
    void send(int version) throws InterruptedException;
  }

  @Override
  public void happen() throws InterruptedException {
    try {
      sending.send(version);
      happened = true;
    } catch (KafkaException e) {
      // Another fault of this round keeps the record out, or what is said of it.
    }
  }

  @Override
  public void heal() throws InterruptedException {
    Instance.ALL.stream()
        .filter(instance -> instance.service() == Service.INVENTORY_WORKER)
        .forEach(worker -> site.accomplice(worker.name()).readUpTo(version));
    new Roll(site).of(Service.INVENTORY_WORKER);
  }

  @Override
  public boolean happened() {
    return happened;
  }
}
