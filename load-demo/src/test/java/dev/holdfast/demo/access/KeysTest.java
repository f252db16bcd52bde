package dev.holdfast.demo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

  @TempDir
  Path directory;

  @Test
  void keys_are_made_once_and_found_again() {
    var file = directory.resolve("new").resolve("keys");

    var made = Keys.keptIn(file);

    assertThat(Keys.keptIn(file)).isEqualTo(made);
    assertThat(Keys.read(file)).isEqualTo(made);
    assertThat(Base64.getDecoder().decode(made.token())).hasSize(32);
  }

  @Test
  void keys_are_readable_by_their_owner_only() throws Exception {
    var file = directory.resolve("keys");

    Keys.keptIn(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keys_are_never_printed() {
    var keys = Keys.generate();

    assertThat(keys.toString()).doesNotContain(keys.token(), keys.orderId(), keys.reference());
  }

  @Test
  void a_file_without_a_key_is_named() throws Exception {
    var file = Files.writeString(directory.resolve("keys"), "HOLDFAST_KEYS_ORDER_ID=abc\n");

    assertThatThrownBy(() -> Keys.keptIn(file)).hasMessageContaining(file.toString())
        .hasMessageContaining(Keys.REFERENCE);
  }
}
