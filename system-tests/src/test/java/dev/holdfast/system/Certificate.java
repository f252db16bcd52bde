package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a broker at 127.0.0.1, and by no other name, shows who it is with.
 *
 * @param keyStore its key and certificate, as PKCS12
 * @param trusted the certificate alone, as PEM
 */
record Certificate(Path keyStore, Path trusted) {

  static Certificate make(Path directory, String password)
      throws IOException, InterruptedException {
    var certificate =
        new Certificate(directory.resolve("broker.p12"), directory.resolve("trusted.pem"));
    var store = List.of("-alias", "broker", "-storetype", "PKCS12", "-keystore",
        certificate.keyStore.toString(), "-storepass", password);
    keytool(store, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
        "CN=broker", "-ext", "san=ip:127.0.0.1");
    keytool(store, "-exportcert", "-rfc", "-file", certificate.trusted.toString());
    return certificate;
  }

  private static void keytool(List<String> store, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(store);
    var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
  }
}
