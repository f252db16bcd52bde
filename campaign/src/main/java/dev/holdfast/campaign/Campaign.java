package dev.holdfast.campaign;

import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Round;
import dev.holdfast.campaign.schedule.Schedule;
import dev.holdfast.campaign.site.Rounds;
import dev.holdfast.campaign.site.Site;
import dev.holdfast.campaign.verdict.CampaignJudge;
import dev.holdfast.campaign.verdict.CampaignReport;
import dev.holdfast.campaign.verdict.CampaignReport.Seconds;
import dev.holdfast.campaign.verdict.CampaignReport.Setting;
import dev.holdfast.demo.crowd.CrowdPlan;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.Traffic;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Load and faults for some minutes, then heal, drain and judge. */
final class Campaign {

  private static final int LANES = 128;
  private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(2);
  // Two deciders at odds may leave something that never ends.
  private static final Duration UNSAFE_PATIENCE = Duration.ofSeconds(20);
  private static final double MILLIS = 1e3;

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
    say("Seed %d, %s minutes".formatted(setting.seed(), setting.minutes()));
    var length = Duration.ofMillis((long) (setting.minutes() * Duration.ofMinutes(1).toMillis()));
    var schedule = Schedule.of(setting.seed(), length, kinds, Site.targets());
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
    var market = new Market(site);
    market.open();
    double started = seconds();
    say("Started in %.0f s; %d events are on sale".formatted(started, market.eventIds().size()));
    var plan = new CrowdPlan(LANES, 0.5, 0.15, 0.3, setting.seed());
    var deadline = Deadline.in(length.plus(length).plus(patience()));
    try (var traffic = Traffic.begin(plan, market.sales(), deadline);
        var rounds = new Rounds(site, market.eventIds(), setting.seed())) {
      for (var round : schedule) {
        say(round.toString());
        rounds.play(round);
      }
      traffic.stop();
      double loaded = seconds();
      say("Healed; draining. " + traffic.tally().line());
      site.awaitHealth();
      var judgement = new CampaignJudge(site.auditor(), site.bootstrapServers(),
          directory.resolve("clients.jsonl"))
          .judge(traffic, rounds.poisoned(), patience());
      double ended = seconds();
      return CampaignReport.of(setting, inWords(rounds.done()), judgement,
          new Seconds(started, loaded - started, ended - loaded, ended),
          schedule.stream().map(Round::toString).toList());
    }
  }

  private Duration patience() {
    return setting.unsafe() ? UNSAFE_PATIENCE : DRAIN_PATIENCE;
  }

  private static Map<String, Integer> inWords(Map<Kind, Integer> done) {
    var words = new TreeMap<String, Integer>();
    done.forEach((kind, count) -> words.put(kind.words(), count));
    return words;
  }

  private double seconds() {
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / MILLIS;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
