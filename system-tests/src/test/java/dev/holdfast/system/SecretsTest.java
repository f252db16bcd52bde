package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/secrets.sh}: who gets which secret of the Compose system. */
class SecretsTest {

  @TempDir
  Path directory;

  @Test
  void the_worker_of_compose_audits_as_auditor() throws Exception {
    make();

    assertThat(secret("inventory-worker/holdfast.audit.password"))
        .isEqualTo(secret("postgres/auditor"));
    assertThat(Files.readString(Path.of("../docker-compose.yml")))
        .contains("HOLDFAST_AUDIT_USERNAME: auditor");
  }

  @Test
  void what_is_there_stays_and_what_a_later_version_needs_is_added() throws Exception {
    make();
    var password = secret("postgres/auditor");
    Files.delete(directory.resolve("inventory-worker/holdfast.audit.password"));

    make();

    assertThat(secret("inventory-worker/holdfast.audit.password"))
        .isEqualTo(password)
        .isEqualTo(secret("demo/auditor.password"));
  }

  /** As the container does, but in the directory, where nobody needs to be root. */
  private void make() throws Exception {
    for (var owner : List.of("postgres", "order-api", "inventory-worker", "expiry-worker",
        "demo")) {
      Files.createDirectories(directory.resolve(owner));
    }
    var script = Files.readString(Path.of("../deploy/secrets.sh"))
        .replace("/secrets/", directory + "/");
    int code = new ProcessBuilder("sh", "-c", "chown() { :; }\n" + script).inheritIO()
        .start()
        .waitFor();
    assertThat(code).isZero();
  }

  private String secret(String file) throws Exception {
    return Files.readString(directory.resolve(file));
  }
}
