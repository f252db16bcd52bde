package dev.holdfast.campaign;

import dev.holdfast.campaign.load.Load;
import dev.holdfast.campaign.load.Market;
import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Round;
import dev.holdfast.campaign.schedule.Schedule;
import dev.holdfast.campaign.site.Rounds;
import dev.holdfast.campaign.site.Site;
import dev.holdfast.campaign.verdict.CampaignJudge;
import dev.holdfast.campaign.verdict.CampaignReport;
import dev.holdfast.campaign.verdict.CampaignReport.Course;
import dev.holdfast.campaign.verdict.CampaignReport.Seconds;
import dev.holdfast.campaign.verdict.CampaignReport.Setting;
import dev.holdfast.campaign.verdict.Occurrences;
import dev.holdfast.campaign.verdict.Recovery;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Load and faults for some minutes, then heal, drain and judge. */
final class Campaign {

  private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(2);
  // What two deciders at odds leave may never end.
  private static final Duration UNSAFE_PATIENCE = Duration.ofSeconds(20);
  private static final double MILLIS = 1e3;
  private static final double SECONDS = 60;
  private static final Duration A_KIND = Duration.ofSeconds(20);
  private static final int TRIES = 3;

  private final Setting setting;
  private final Collection<Kind> kinds;
  private final PrintWriter out;
  private final long began = System.nanoTime();

  Campaign(Setting setting, Collection<Kind> kinds, PrintWriter out) {
    this.setting = setting;
    this.kinds = kinds;
    this.out = out;
  }

  CampaignReport run() throws InterruptedException {
    say("Seed %d, %s".formatted(setting.seed(),
        setting.each() ? "each kind once" : setting.minutes() + " minutes"));
    var length = length();
    var schedule = setting.each()
        ? Schedule.each(setting.seed(), kinds, Site.targets())
        : Schedule.of(setting.seed(), length, kinds, Site.targets());
    var home = Home.ofThisProgram().prepared();
    var directory = RunDirectory.createIn(home.runs());
    say("Starting PostgreSQL, three brokers and five services; logs in " + directory.path());
    try (var site = Site.start(home, directory, setting.unsafe())) {
      return attack(site, directory.path(), schedule, length);
    }
  }

  private CampaignReport attack(
      Site site,
      Path directory,
      List<Round> schedule,
      Duration length) throws InterruptedException {
    var market = new Market(List.copyOf(site.apis().values()), site.mint(), Site.PARTITIONS,
        length.toSeconds() / SECONDS);
    market.open();
    double started = seconds();
    say("Started in %.0f s; %d events are on sale".formatted(started, market.eventIds().size()));
    var deadline = Deadline.in(length.plus(length).plus(patience()));
    try (var load = Load.begin(setting.seed(), market.sales(), deadline, site.apis());
        var rounds = new Rounds(site, load, market.eventIds(), setting.seed())) {
      var recovery = new Recovery(site);
      var played = setting.each()
          ? playEach(schedule, rounds, recovery, site.impossible())
          : play(schedule, rounds, recovery, Deadline.in(length));
      load.stop();
      double loaded = seconds();
      say("Healed; draining. " + load.line());
      var judgement = new CampaignJudge(site.auditor(), site.bootstrapServers(),
          directory.resolve("clients.jsonl"))
          .judge(load, recovery, rounds, patience());
      var occurrences =
          new Occurrences(kinds, rounds.done(), rounds.judged(), site.impossible());
      double ended = seconds();
      var seconds = new Seconds(started, loaded - started, ended - loaded, ended);
      return CampaignReport.of(setting, new Course(occurrences.done(), occurrences.judged(),
          occurrences.impossible(), recovery.times(), recovery.longestSeconds(), seconds, played),
          setting.each() ? judgement.and(occurrences.each()) : judgement);
    }
  }

  /**
   * Plays rounds until time is over; the rounds played. A quiet round begins when what was healed
   * before it works again.
   */
  private List<String> play(
      List<Round> schedule,
      Rounds rounds,
      Recovery recovery,
      Deadline end) throws InterruptedException {
    var played = new ArrayList<String>();
    boolean well = true;
    for (var round : schedule) {
      if (round.faults().isEmpty() || kinds.size() == 1) {
        recover(recovery, played);
        well = true;
      }
      if (end.isOver()) {
        break;
      }
      play(round, rounds, well);
      played.add(round.toString());
      well = round.faults().isEmpty();
    }
    recover(recovery, played);
    return played;
  }

  private void play(Round round, Rounds rounds, boolean well) throws InterruptedException {
    say(round.toString());
    rounds.play(round, well).forEach(found -> say("         NOT AS EXPECTED  " + found));
  }

  /** Plays every round, again if its fault did not happen, and before each all works. */
  private List<String> playEach(
      List<Round> schedule,
      Rounds rounds,
      Recovery recovery,
      Set<Kind> impossible) throws InterruptedException {
    var played = new ArrayList<String>();
    for (var round : schedule) {
      var kind = round.faults().getFirst().kind();
      for (int time = 0; time < TRIES && !impossible.contains(kind)
          && !rounds.done().containsKey(kind); time++) {
        recover(recovery, played);
        play(round, rounds, true);
        played.add(round.toString());
      }
    }
    recover(recovery, played);
    return played;
  }

  /** About; each kind takes the time it takes. */
  private Duration length() {
    return setting.each()
        ? Duration.ofMinutes(1).plus(A_KIND.multipliedBy(kinds.size()))
        : Duration.ofMillis((long) (setting.minutes() * Duration.ofMinutes(1).toMillis()));
  }

  /** Two deciders at odds may never recover. */
  private void recover(Recovery recovery, List<String> played) throws InterruptedException {
    if (!setting.unsafe()) {
      double took = recovery.await(played.isEmpty() ? "the start" : played.getLast());
      say("%7.1fs        all works".formatted(took));
    }
  }

  private Duration patience() {
    return setting.unsafe() ? UNSAFE_PATIENCE : DRAIN_PATIENCE;
  }

  private double seconds() {
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / MILLIS;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
