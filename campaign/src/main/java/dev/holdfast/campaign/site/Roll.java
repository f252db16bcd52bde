package dev.holdfast.campaign.site;

import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.demo.processes.Trouble;
import java.time.Duration;

/** Ends and starts every instance of a service, one after the other. */
record Roll(Site site) {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  void of(Service service) throws InterruptedException {
    for (var process : site.processes(service)) {
      process.close();
      begin(process);
    }
  }

  /** Starts one that was ended, and waits for it. */
  void begin(ServiceProcess process) throws InterruptedException {
    process.restart();
    awaitReadyIfItCan(process);
  }

  /** With another fault beside, an instance may have to wait before it is ready; the roll goes on. */
  private static void awaitReadyIfItCan(ServiceProcess process) throws InterruptedException {
    try {
      process.awaitReady(Deadline.in(PATIENCE));
    } catch (Trouble e) {
      process.requireAlive();
    }
  }
}
