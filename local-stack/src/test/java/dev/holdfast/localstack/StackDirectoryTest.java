package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {

  @TempDir
  private Path parent;

  @Test
  void files_that_are_not_a_stacks_are_never_touched() throws Exception {
    var letter = Files.createDirectories(parent.resolve("home/postgres")).resolve("letter");
    Files.writeString(letter, "dear");

    assertThatThrownBy(() -> LocalStack.start(StackSettings.in(parent.resolve("home"))))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("choose an empty directory");
    assertThat(letter).hasContent("dear");
  }

  @Test
  void a_directory_is_one_stacks_at_a_time() {
    try (var _ = StackDirectory.open(parent, true)) {
      assertThatThrownBy(() -> StackDirectory.open(parent, true))
          .isInstanceOf(StackException.class)
          .hasMessageContaining(parent.toString())
          .hasMessageContaining("stop it or choose another directory");
    }
    StackDirectory.open(parent, true).close();
  }

  @Test
  void a_pid_that_now_belongs_to_somebody_else_is_left_alone() throws Exception {
    var kafka = Files.createDirectories(parent.resolve("kafka"));
    var myself = Long.toString(ProcessHandle.current().pid());
    Files.writeString(kafka.resolve("kafka.pid"), myself);

    assertThat(OwnProcess.kafka(kafka)).isEmpty();
  }

  @Test
  void directories_of_killed_runs_are_cleared_away_and_those_in_use_are_not() throws Exception {
    var abandoned = parent.resolve("abandoned");
    StackDirectory.open(abandoned, true).close();
    Files.createDirectories(abandoned.resolve("postgres/base"));

    try (var used = StackDirectory.open(parent.resolve("used"), false)) {
      Files.createDirectories(used.resolve("kafka"));
      TemporaryDirectories.clear(parent, Instant.now().plusSeconds(1));

      assertThat(parent).isDirectoryNotContaining(path -> path.equals(abandoned));
      assertThat(used.resolve("kafka")).exists();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void the_disk_that_a_killed_run_left_is_given_back() throws Exception {
    var abandoned = parent.resolve("abandoned");
    StackDirectory.open(abandoned, true).close();
    var disk = OwnDisk.under(abandoned.resolve("postgres"));
    assumeTrue(disk.isPresent(), "takes root, a loop device and mkfs.ext4");
    Files.writeString(abandoned.resolve("postgres/PG_VERSION"), "18");

    StackDirectory.open(abandoned, false).close();

    assertThat(abandoned).doesNotExist();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(parent.toString());
  }
}
