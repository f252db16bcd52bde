package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.bench.Figure;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.RedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> ran = new ArrayList<>();

  @Test
  void every_part_runs_and_the_report_is_written() throws IOException {
    int code = run(new Scripted("engine"), new Scripted("growth"));

    assertThat(code).isZero();
    assertThat(ran).containsExactly("engine", "growth");
    assertThat(Files.readString(folder.resolve("bench.json"))).contains("\"ratios\"");
    assertThat(Files.readString(folder.resolve("bench.html"))).startsWith("<!doctype html>");
  }

  @Test
  void a_failed_audit_fails_the_command() throws IOException {
    int code = run(new Scripted("engine", "101 sold of 100"), new Scripted("growth"));

    assertThat(code).isEqualTo(1);
    assertThat(ran).containsExactly("engine", "growth");
    assertThat(out.toString()).contains("AUDITS FAIL", "101 sold of 100");
    assertThat(Files.readString(folder.resolve("bench.json"))).contains("\"passed\" : false");
  }

  @Test
  void a_part_that_breaks_off_leaves_a_report_that_says_so() throws IOException {
    int code = run(new Scripted("engine"), new Broken());

    assertThat(code).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("bench.json")))
        .contains("\"passed\" : false", "engineVsDirect", "broke off: no room on the disk");
  }

  @Test
  void a_part_that_does_not_measure_its_headline_fails_the_command() throws IOException {
    int code = run(new Forgetful());

    assertThat(code).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("bench.json")))
        .contains("acceptP99Millis was not measured")
        .doesNotContain("engineVsDirect was not measured");
  }

  @Test
  void table_and_picture_are_written_where_they_are_wanted() throws IOException {
    var table = folder.resolve("table.md");
    var picture = folder.resolve("picture.svg");

    int code = run(List.of("--table", table.toString(), "--picture", picture.toString()),
        new Scripted("engine"));

    assertThat(code).isZero();
    assertThat(Files.readString(table)).contains("| Engine against a row lock");
    assertThat(Files.readString(picture)).startsWith("<svg ");
  }

  @Test
  void every_part_says_how_long_it_took() throws IOException {
    run(new Scripted("engine"));

    assertThat(out.toString()).containsPattern("Part engine took \\d+[.]\\d s");
    assertThat(Files.readString(folder.resolve("bench.json"))).containsPattern(
        "\"seconds\" : \\{\\s+\"engine\" : \\d");
  }

  @Test
  void only_what_was_asked_for_runs() {
    int code = run(List.of("--only", "growth"), new Scripted("engine"), new Scripted("growth"));

    assertThat(code).isZero();
    assertThat(ran).containsExactly("growth");
  }

  @Test
  void a_quick_run_leaves_out_what_gives_no_headline_unless_asked_for() {
    int code = run(List.of("--quick"), new Scripted("engine").withHeadline(),
        new Scripted("polling"));

    assertThat(code).isZero();
    assertThat(ran).containsExactly("engine");
    run(List.of("--quick", "--only", "polling"), new Scripted("polling"));
    assertThat(ran).containsExactly("engine", "polling");
  }

  @Test
  void what_takes_too_long_for_a_full_run_runs_when_it_is_named() {
    run(new Scripted("engine"), new Scripted("overload").onlyWhenNamed());
    assertThat(ran).containsExactly("engine");

    run(List.of("--only", "overload"), new Scripted("overload").onlyWhenNamed());
    assertThat(ran).containsExactly("engine", "overload");
  }

  @Test
  void a_part_that_does_not_exist_is_refused() {
    int code = run(List.of("--only", "speed"), new Scripted("engine"));

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--only must be one of engine, but is speed");
    assertThat(ran).isEmpty();
  }

  @Test
  void nothing_runs_without_the_redis_that_was_named() {
    int code = run(List.of("--redis", "redis://127.0.0.1:1"), new Scripted("engine"));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("No Redis answers at redis://127.0.0.1:1: ");
    assertThat(ran).isEmpty();
  }

  private int run(Part... parts) {
    return run(List.of(), parts);
  }

  private int run(List<String> options, Part... parts) {
    var files = List.of("--json", folder.resolve("bench.json").toString(), "--report",
        folder.resolve("bench.html").toString());
    return new CommandLine(new BenchCommand(new Home(folder), _ -> Arrays.asList(parts)))
        .registerConverter(RedisServer.class, RedisServer::at)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(files.stream(), options.stream()).toArray(String[]::new));
  }

  /** A part that measures nothing and finds what it is told to find. */
  private final class Scripted implements Part {

    private final String name;
    private final List<String> violations;
    private List<String> headline = List.of();
    private boolean onlyByName;

    Scripted(String name, String... violations) {
      this.name = name;
      this.violations = List.of(violations);
    }

    Scripted withHeadline() {
      headline = List.of("engineVsDirect");
      return this;
    }

    Scripted onlyWhenNamed() {
      onlyByName = true;
      return this;
    }

    @Override
    public boolean onlyByName() {
      return onlyByName;
    }

    @Override
    public List<String> headline() {
      return headline;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void run(Report report) {
      ran.add(name);
      report.ratio("engineVsDirect", new Figure("×", List.of(1.0)));
      report.audited(name, violations);
    }
  }

  /** A part that measures one of the two figures it is there for. */
  private static final class Forgetful implements Part {

    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public List<String> headline() {
      return List.of("engineVsDirect", "acceptP99Millis");
    }

    @Override
    public void run(Report report) {
      report.ratio("engineVsDirect", new Figure("×", List.of(1.0)));
    }
  }

  /** A part that ends in an exception. */
  private static final class Broken implements Part {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public void run(Report report) {
      throw new IllegalStateException("no room on the disk");
    }
  }
}
