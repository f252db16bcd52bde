package dev.holdfast.campaign.site;

import org.apache.kafka.common.KafkaException;

/** Records that nobody of the product sent; the brokers may not take them. */
final class Records implements Damage {

  private final Sending sending;
  private volatile int sent;

  Records(Sending sending) {
    this.sending = sending;
  }

  /** Sends records and tells how many. */
  interface Sending {
    int send() throws InterruptedException;
  }

  @Override
  public void happen() throws InterruptedException {
    try {
      sent = sending.send();
    } catch (KafkaException e) {
      // Another fault of this round keeps the records out.
      return;
    }
  }

  @Override
  public void heal() {}

  @Override
  public boolean happened() {
    return sent > 0;
  }
}
