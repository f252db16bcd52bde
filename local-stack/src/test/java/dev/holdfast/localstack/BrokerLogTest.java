package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerLogTest {

  @TempDir
  private Path directory;

  @Test
  void what_the_tool_prepared_once_is_copied_under_new_names() throws Exception {
    var pattern = directory.resolve("pattern");
    var tool = new BrokerLog(Files.createDirectories(directory.resolve("tool")), pattern);
    Files.writeString(tool.directory().resolve("bootstrap.checkpoint"), "features");
    assertThat(tool.hasPattern()).isFalse();
    tool.keepAsPattern();
    var first = new BrokerLog(directory.resolve("first"), pattern);
    var second = new BrokerLog(directory.resolve("second"), pattern);
    assertThat(first.hasPattern()).isTrue();
    assertThat(first.isPrepared()).isFalse();

    first.prepare("1");
    second.prepare("2");

    assertThat(first.isPrepared()).isTrue();
    assertThat(first.directory().resolve("bootstrap.checkpoint")).hasContent("features");
    assertThat(meta(first)).containsEntry("node.id", "1")
        .containsEntry("cluster.id", BrokerSettings.CLUSTER_ID);
    assertThat(meta(second)).containsEntry("node.id", "2");
    assertThat(meta(second).get("directory.id")).isNotEqualTo(meta(first).get("directory.id"));
  }

  private static Properties meta(BrokerLog log) throws IOException {
    var meta = new Properties();
    try (var in = Files.newInputStream(log.directory().resolve("meta.properties"))) {
      meta.load(in);
    }
    return meta;
  }
}
