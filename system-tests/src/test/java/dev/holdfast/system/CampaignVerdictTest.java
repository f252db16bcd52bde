package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.campaign.site.Poisoned;
import dev.holdfast.campaign.verdict.CampaignJudge;
import dev.holdfast.campaign.verdict.CampaignReport;
import dev.holdfast.campaign.verdict.CampaignReport.Seconds;
import dev.holdfast.campaign.verdict.CampaignReport.Setting;
import dev.holdfast.demo.crowd.CrowdPlan;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.Traffic;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A campaign can fail: its judge does not overlook what somebody did to the data. */
class CampaignVerdictTest {

  private static final String LEGAL = "campaign_legal";
  private static final String BROKEN = "campaign_broken";

  // Three tickets too many are held, and the counter agrees with the orders.
  private static final String OVERSELL =
      """
      ALTER TABLE inventory.event DROP CONSTRAINT event_available, DROP CONSTRAINT event_balance;
      UPDATE inventory.event
         SET available = available - capacity - 3,
             sold = sold + capacity + 3
       WHERE event_id = (SELECT min(event_id) FROM inventory.event)
      """;

  private static AuditedPostgres postgres;

  @BeforeAll
  static void tell_a_legal_history() throws Exception {
    postgres = new AuditedPostgres();
    postgres.create(LEGAL);
    HistoryTables.write(new History(1, 24, 2_000), postgres.superuser(LEGAL));
    try (var admin = Admin.create(
        Map.of("bootstrap.servers", LocalStack.shared().bootstrapServers()))) {
      var there = admin.listTopics().names().get();
      var topics = Stream.of(Topics.REQUESTS, Topics.RESULTS)
          .filter(name -> !there.contains(name))
          .map(name -> new NewTopic(name, Optional.of(4), Optional.empty()))
          .toList();
      admin.createTopics(topics).all().get();
    }
  }

  @Test
  void a_legal_history_passes() throws Exception {
    var report = judged(LEGAL, List.of());

    assertThat(report.why()).isEmpty();
    assertThat(report.passed()).isTrue();
  }

  @Test
  void an_oversell_fails() throws Exception {
    postgres.copy(LEGAL, BROKEN);
    postgres.query(BROKEN, OVERSELL);

    var report = judged(BROKEN, List.of());

    assertThat(report.verdict()).isEqualTo("FAIL");
    assertThat(report.why()).anyMatch(why -> why.startsWith("I1 "));
    assertThat(report.text()).contains("CAMPAIGN FAIL: ");
  }

  @Test
  void poison_that_nobody_kept_fails() throws Exception {
    var lost = new Poisoned("truncated", 0, 17, UUID.randomUUID(), true);

    assertThat(judged(LEGAL, List.of(lost)).why()).hasSize(2)
        .allMatch(why -> why.startsWith("POISON "));
  }

  private static CampaignReport judged(String database, List<Poisoned> poisoned)
      throws InterruptedException {
    var nobody = Traffic.begin(new CrowdPlan(0, 0, 0, 0, 1), List.of(),
        Deadline.in(Duration.ofMinutes(1)));
    var judgement = new CampaignJudge(postgres.auditor(database),
        LocalStack.shared().bootstrapServers(), List.of())
        .judge(nobody, poisoned, Duration.ofSeconds(30));
    return CampaignReport.of(new Setting(1, 2, false), Map.of(), judgement,
        new Seconds(1, 1, 1, 3), List.of());
  }
}
