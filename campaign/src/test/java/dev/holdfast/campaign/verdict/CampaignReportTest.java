package dev.holdfast.campaign.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.campaign.verdict.CampaignReport.Course;
import dev.holdfast.campaign.verdict.CampaignReport.Judgement;
import dev.holdfast.campaign.verdict.CampaignReport.Seconds;
import dev.holdfast.campaign.verdict.CampaignReport.Setting;
import dev.holdfast.demo.verdict.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignReportTest {

  private static final Check KEPT = Check.of("I2", "the ledger is gapless", List.of());
  private static final Check BROKEN = Check.of("I1", "nothing is oversold", List.of("event a"));

  @Test
  void a_broken_promise_fails_the_campaign_and_is_named() {
    var report = report(KEPT, BROKEN);

    assertThat(report.passed()).isFalse();
    assertThat(report.text()).contains("event a")
        .endsWith("CAMPAIGN FAIL: I1 (nothing is oversold): 1");
  }

  @Test
  void a_campaign_without_one_passes_and_says_how_to_run_it_again() {
    var report = report(KEPT);

    assertThat(report.passed()).isTrue();
    assertThat(report.text()).contains(
        "Again: ./holdfast campaign --minutes 1.5 --seed 7 --fault kill_service")
        .endsWith("CAMPAIGN PASS");
  }

  @Test
  void its_markdown_tells_seed_faults_orders_violations_and_machine(@TempDir Path directory)
      throws Exception {
    var file = directory.resolve("report.md");

    report(KEPT, BROKEN).writeMarkdown(file);

    assertThat(file).content()
        .contains("| seed | 7 |", "| faults injected | 3 |", "| kill service | 3 | 2 |")
        .contains("| did not occur | fill disk (not possible here) |",
            "| 503 view-unavailable 4 |", "answers to readers: order 200 7 |")
        .contains("| orders decided | 12 (CONFIRMED 12) |", "| violations | 1 |", "| machine | ")
        .contains("| I1 | nothing is oversold | 1 |");
    assertThat(Files.readAllLines(file)).noneMatch(line -> line.endsWith(" "));
  }

  private static CampaignReport report(Check... checks) {
    var orders =
        new Orders(12, 12, 0, Map.of("CONFIRMED", 12), Map.of("503 view-unavailable", 4), 0,
            Map.of("order 200", 7));
    return CampaignReport.of(new Setting(7, 1.5, false, false, List.of("--fault kill_service")),
        new Course(Map.of("kill service", 3, "fill disk", 0),
            Map.of("kill service", 2),
            List.of("fill disk"), 1, 4.2, new Seconds(1, 90, 3, 94), List.of()),
        new Judgement(orders, List.of(checks)));
  }
}
