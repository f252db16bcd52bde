package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDiskTest {

  @TempDir
  private Path parent;
  private Path directory;

  @BeforeEach
  void name_it() throws IOException {
    directory = parent.toRealPath().resolve("postgres");
  }

  @AfterEach
  void give_it_back() {
    OwnDisk.forget(directory);
  }

  @Test
  void a_full_disk_has_no_room_for_a_segment_of_the_log_and_a_freed_one_has() throws Exception {
    var disk = madeHere();

    assertThat(disk.fill()).isTrue();
    assertThat(room()).isLessThan(1 << 20);
    disk.free();

    assertThat(room()).isGreaterThan(1 << 30);
  }

  @Test
  void a_disk_that_can_not_be_filled_keeps_its_room() throws Exception {
    var disk = madeHere();
    var filler = Files.createDirectory(directory.resolveSibling("postgres.disk").resolve("filler"));

    assertThat(disk.fill()).isFalse();

    assertThat(filler).doesNotExist();
  }

  @Test
  void where_no_link_can_be_made_there_is_no_disk_and_nothing_is_left_of_it() throws Exception {
    Files.createDirectory(directory);

    assertThat(OwnDisk.under(directory)).isEmpty();

    try (var left = Files.list(parent)) {
      assertThat(left).containsExactly(parent.resolve("postgres"));
    }
  }

  @Test
  void where_no_image_can_be_made_there_is_no_disk() throws Exception {
    Files.createDirectory(parent.resolve("postgres.img"));

    assertThat(OwnDisk.under(directory)).isEmpty();

    assertThat(directory).doesNotExist();
  }

  private OwnDisk madeHere() {
    var disk = OwnDisk.under(directory);
    assumeThat(disk).as("takes root, a loop device and mkfs.ext4").isPresent();
    return disk.orElseThrow();
  }

  private long room() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }
}
