package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's curl samples do what they say: each answers the status written behind it. */
class ReadmeIT {

  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROMISED = Pattern.compile("# (\\d{3})$", Pattern.MULTILINE);

  /** Every curl of the samples also notes its status. */
  private static final String PROLOGUE =
      """
      set -eu
      curl() {
        command curl -sS -o body.txt -w '%{http_code}\\n' "$@" >> statuses.txt
        cat body.txt
      }
      """;

  @TempDir
  private Path directory;

  @Test
  void the_curl_samples_answer_as_promised() throws Exception {
    var samples = samples();
    var promised = PROMISED.matcher(samples).results().map(match -> match.group(1)).toList();
    assertThat(promised).isNotEmpty();

    var system = RunningSystem.shared();
    var answered = run(PROLOGUE + samples, system);

    assertThat(answered).isEqualTo(promised);
    system.audit();
  }

  private static String samples() throws IOException {
    var readme = Files.readString(Path.of("..", "README.md"));
    var section = readme.substring(readme.indexOf("## The API in curl"));
    var end = section.indexOf("\n## ", 1);
    return SHELL.matcher(end < 0 ? section : section.substring(0, end))
        .results()
        .map(match -> match.group(1))
        .reduce("", String::concat);
  }

  private List<String> run(String script, RunningSystem system)
      throws IOException, InterruptedException {
    var shell = new ProcessBuilder("bash", "-c", script).directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output.txt").toFile());
    shell.environment().put("API", system.api().toString());
    for (var role : Role.values()) {
      shell.environment().put(role.name(), system.token(role));
    }
    var process = shell.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("output.txt"))).isZero();
    return Files.readAllLines(directory.resolve("statuses.txt"));
  }
}
