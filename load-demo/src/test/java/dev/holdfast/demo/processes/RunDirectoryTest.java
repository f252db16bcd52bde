package dev.holdfast.demo.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  private static final int KEPT = 5;
  // Linux gives no process such a number.
  private static final String DEAD = "999999999";

  @TempDir
  private Path runs;

  @Test
  void the_newest_runs_are_kept_and_the_older_deleted() throws IOException {
    var oldest = deadRun(1);
    for (int second = 2; second <= KEPT + 1; second++) {
      deadRun(second);
    }

    var mine = RunDirectory.createIn(runs);

    assertThat(oldest).doesNotExist();
    try (var left = Files.list(runs)) {
      assertThat(left).hasSize(KEPT + 1).contains(mine.path());
    }
  }

  @Test
  void a_disk_that_a_killed_run_left_mounted_is_given_back() throws Exception {
    var oldest = deadRun(1);
    var disk = Files.createDirectory(oldest.resolve("stack/postgres.disk"));
    Files.createFile(oldest.resolve("stack/postgres.img"));
    assumeTrue(works("mount", "-t", "tmpfs", "tmpfs", disk.toString()), "takes root");
    try {
      Files.writeString(disk.resolve("PG_VERSION"), "18");
      for (int second = 2; second <= KEPT + 1; second++) {
        deadRun(second);
      }

      RunDirectory.createIn(runs);

      assertThat(oldest).doesNotExist();
      assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(disk.toString());
    } finally {
      works("umount", "--lazy", disk.toString());
    }
  }

  private Path deadRun(int second) throws IOException {
    var run = runs.resolve("20200101-00000%d-%s".formatted(second, DEAD));
    Files.createDirectories(run.resolve("stack"));
    Files.createFile(run.resolve("stack/stack.lock"));
    Files.writeString(run.resolve("order-api.log"), "Started");
    return run;
  }

  private static boolean works(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
