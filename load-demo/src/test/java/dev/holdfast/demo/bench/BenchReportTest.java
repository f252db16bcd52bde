package dev.holdfast.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchReportTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final List<String> screen = new ArrayList<>();
  private final Findings findings = new Findings(screen::add);
  private final Machine machine = new Machine();

  @BeforeEach
  void measure() {
    var rates = new Figure("decisions/s", List.of(30_000.0, 50_000.0, 40_000.0));
    findings.ratio("engineVsDirect", new Figure("×", List.of(24.0, 30.0, 26.0)));
    findings.absolute("engineDecisionsPerSecond", rates);
    findings.add(new Chart("hotEvent", "One <hot> event", false, Map.of("Holdfast engine", rates)));
  }

  @Test
  void every_figure_in_the_json_has_median_min_max_and_its_rounds() {
    var json = json();

    for (var figure : List.of(json.at("/ratios/engineVsDirect"),
        json.at("/absolute/engineDecisionsPerSecond"),
        json.at("/charts/0/bars/Holdfast engine"))) {
      assertThat(figure.propertyNames()).contains("median", "min", "max", "runs");
      assertThat(figure.get("runs").size()).isEqualTo(3);
    }
    assertThat(json.at("/ratios/engineVsDirect/median").doubleValue()).isEqualTo(26);
  }

  @Test
  void the_json_says_when_how_and_on_what_it_was_measured() {
    var json = json();

    assertThat(json.get("startedAt").stringValue()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(json.at("/options/0").stringValue()).isEqualTo("--quick");
    assertThat(json.get("machine").propertyNames()).contains("cores", "memory", "os", "jdk",
        "kafka");
  }

  @Test
  void a_broken_promise_is_told_everywhere() {
    findings.audited("row lock", List.of("101 sold of 100"));

    assertThat(findings.clean()).isFalse();
    assertThat(screen).anyMatch(line -> line.contains("101 sold of 100"));
    assertThat(json().get("passed").booleanValue()).isFalse();
    assertThat(json().at("/audits/0/violations/0").stringValue()).isEqualTo("101 sold of 100");
    assertThat(BenchText.of(findings, machine)).contains("AUDITS FAIL (1 of 1)", "101 sold of 100");
    assertThat(page()).contains("101 sold of 100");
  }

  @Test
  void the_table_says_whether_a_target_was_met() {
    findings.ratio("engineVsCopy", new Figure("×", List.of(0.3)));

    assertThat(BenchText.of(findings, machine).lines())
        .anyMatch(line -> line.contains("engineVsDirect") && line.endsWith("≥ 25 met"))
        .anyMatch(line -> line.contains("engineVsCopy") && line.endsWith("≥ 0.4 NOT met"));
  }

  @Test
  void what_was_measured_smaller_is_said_everywhere() {
    findings.note("engineVsDirect", "with half of the <orders>");

    assertThat(json().at("/ratios/engineVsDirect/note").stringValue())
        .isEqualTo("with half of the <orders>");
    assertThat(BenchText.of(findings, machine)).contains("with half of the <orders>");
    assertThat(BenchTable.of(findings)).contains("with half of the <orders>");
    assertThat(page()).contains("with half of the &lt;orders&gt;");
  }

  @Test
  void the_table_has_a_row_for_each_figure_and_each_system() {
    var answers = new Figure("answers/s", List.of(1_200.0));
    findings.add(new Chart("sustained", "One event", false,
        Map.of("direct row lock", answers)));

    assertThat(BenchTable.of(findings).lines())
        .contains("| Engine against a row lock, 32 connections | **26** × | 24 – 30 | ≥ 25 |",
            "| system | one event, answers/s |", "| direct row lock | 1,200 |");
  }

  @Test
  void the_picture_is_one_that_a_browser_can_read() throws Exception {
    var svg = BenchPicture.of(findings, machine, NOON);

    var root = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();

    assertThat(root.getTextContent()).contains("One <hot> event", "Holdfast engine", "40,000");
    assertThat(root.getElementsByTagName("rect").getLength()).isEqualTo(2);
  }

  @Test
  void the_page_needs_nothing_from_elsewhere() {
    assertThat(page()).contains("One &lt;hot&gt; event")
        .doesNotContain("src=", "href=", "@import", "url(");
  }

  @Test
  void numbers_are_written_the_same_in_every_language() {
    assertThat(BenchText.of(findings, machine)).contains("40,000");
    assertThat(page()).doesNotContainPattern("(width|x|y)=\"\\d+,\\d");
  }

  private JsonNode json() {
    return new JsonMapper().readTree(
        BenchJson.write(findings, machine, NOON, List.of("--quick")));
  }

  private String page() {
    return BenchPage.of(findings, machine, NOON, List.of("--quick"));
  }
}
