package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.postgresql.ds.PGSimpleDataSource;

/** What a stack of processes leaves behind, or does not. */
@DisabledIfSystemProperty(named = "holdfast.stack", matches = "docker")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside the others")
class EmbeddedStackTest {

  @TempDir
  private Path parent;

  @Test
  void a_stack_left_by_a_killed_launcher_is_stopped_and_its_state_found() throws Exception {
    var directory = parent.resolve("kept");
    var launcher = Launcher.launch(directory, "keep");
    var settings = StackSettings.in(directory).keepingState();
    assertThatThrownBy(() -> LocalStack.start(settings)).isInstanceOf(StackException.class)
        .hasMessageContaining("A stack already runs in " + directory)
        .hasMessageContaining("pid " + launcher.process().pid());
    Sql.run(superuser(launcher.url()), "CREATE TABLE public.state AS SELECT 'there' AS it");
    var orphans = serversOf(directory);
    launcher.process().destroyForcibly().waitFor();
    assertThat(orphans).hasSize(2).allMatch(OwnProcess::runs);

    try (var stack = LocalStack.start(settings)) {

      assertThat(orphans).noneMatch(OwnProcess::runs);
      assertThat(Sql.ask(stack.dataSource("postgres"), "SELECT it FROM public.state"))
          .isEqualTo("there");
      assertThat(stack.processes()).containsOnlyKeys("postgres", "kafka");
      assertThatThrownBy(() -> LocalStack.start(settings)).isInstanceOf(StackException.class)
          .hasMessageContaining("this very process");
    }
    assertThat(serversOf(directory)).isEmpty();
    assertThat(directory.resolve("postgres")).isNotEmptyDirectory();
    assertThat(directory.resolve("kafka")).isNotEmptyDirectory();
  }

  @Test
  void a_stack_that_is_asked_to_end_leaves_nothing() throws Exception {
    var directory = parent.resolve("removed");
    var launcher = Launcher.launch(directory, "remove");
    var servers = serversOf(directory);
    assertThat(servers).hasSize(2);

    launcher.process().destroy();

    await().atMost(Duration.ofSeconds(30)).until(() -> !launcher.process().isAlive());
    await().untilAsserted(() -> assertThat(servers).noneMatch(OwnProcess::runs));
    assertThat(Files.exists(directory)).isFalse();
  }

  private static DataSource superuser(String url) {
    var source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser("postgres");
    return source;
  }

  private static List<ProcessHandle> serversOf(Path directory) {
    return Stream
        .of(OwnProcess.postgres(directory.resolve("postgres")),
            OwnProcess.kafka(directory.resolve("kafka")))
        .flatMap(Optional::stream)
        .map(OwnProcess::process)
        .toList();
  }
}
