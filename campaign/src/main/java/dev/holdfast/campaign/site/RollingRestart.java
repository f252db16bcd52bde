package dev.holdfast.campaign.site;

import dev.holdfast.campaign.meanwhile.Meanwhile;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.demo.processes.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every instance of a service in turn. If nothing else is broken each must end by itself, in good
 * order, and stays away until it is seen that the others serve.
 */
final class RollingRestart implements Damage {

  private final Site site;
  private final Service service;
  private final Optional<Meanwhile> meanwhile;
  private final List<String> unexpected = new ArrayList<>();

  RollingRestart(Site site, Service service, Optional<Meanwhile> meanwhile) {
    this.site = site;
    this.service = service;
    this.meanwhile = meanwhile;
  }

  @Override
  public void happen() throws InterruptedException {
    var roll = new Roll(site);
    if (meanwhile.isEmpty()) {
      roll.of(service);
      return;
    }
    for (var process : site.processes(service)) {
      end(process);
      meanwhile.get().awaitWithout(process.name()).ifPresent(unexpected::add);
      roll.begin(process);
    }
  }

  @Override
  public void heal() {}

  @Override
  public Optional<String> unexpected() {
    return unexpected.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", unexpected));
  }

  private void end(ServiceProcess process) throws InterruptedException {
    try {
      process.stop();
    } catch (Trouble e) {
      unexpected.add(e.toString().lines().findFirst().orElseThrow());
      process.kill();
    }
  }
}
