package dev.holdfast.campaign.site;

import dev.holdfast.demo.processes.ServiceProcess;

/** A process that halts when it comes to a point, and is started again. */
final class Crash implements Damage {

  private static final int LAST_MOMENT_MILLIS = 200;

  private final Site site;
  private final CrashPoint point;
  private volatile boolean happened;

  Crash(Site site, CrashPoint point) {
    this.site = site;
    this.point = point;
  }

  @Override
  public void happen() {
    process().mayEnd();
    site.accomplice(point.instance()).crashAt(point.name());
  }

  @Override
  public void heal() throws InterruptedException {
    site.accomplice(point.instance()).leaveAlone();
    // It may have come to the point just now.
    Thread.sleep(LAST_MOMENT_MILLIS);
    happened = process().restartIfEnded();
  }

  @Override
  public boolean happened() {
    return happened;
  }

  private ServiceProcess process() {
    return site.process(point.instance());
  }
}
