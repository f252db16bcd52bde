package dev.holdfast.demo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

  @TempDir
  Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("run.json");
  }

  @Test
  void a_running_system_is_found() {
    var facts = new RunFile(ProcessHandle.current().pid(), "http://127.0.0.1:8080",
        "jdbc:postgresql://127.0.0.1:5432/holdfast", "127.0.0.1:9092");

    facts.write(file);

    assertThat(RunFile.ofRunning(file)).isEqualTo(facts);
  }

  @Test
  void a_system_whose_process_is_gone_is_not_running() throws Exception {
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();

    new RunFile(gone.pid(), "a", "b", "c").write(file);

    assertThat(RunFile.ofRunning(file)).isNull();
  }

  @Test
  void nothing_is_running_without_the_file() {
    assertThat(RunFile.ofRunning(file)).isNull();
  }

  @Test
  void an_unreadable_file_is_named() throws Exception {
    Files.writeString(file, "{");

    assertThatThrownBy(() -> RunFile.ofRunning(file)).hasMessageContaining(file.toString());
  }
}
