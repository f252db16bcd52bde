package dev.holdfast.localstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom a broker lets in, and to do what.
 *
 * @param protocol of its listener
 * @param settings of the broker
 * @param formatting more options for the tool that prepares its log
 * @param client what a client must say to be let in
 */
record BrokerAccess(
    String protocol, Map<String, String> settings, List<String> formatting,
    Map<String, String> client) {

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String PROTOCOL = "SASL_SSL";
  private static final String ADMIN = "admin";

  /** Everybody, to do anything. */
  static BrokerAccess everybody() {
    return new BrokerAccess("PLAINTEXT", Map.of(), List.of(), Map.of());
  }

  /**
   * The administrator, and whom he lets in; over TLS.
   *
   * @param keyStore the broker's key and certificate, as PKCS12, behind the same password
   * @param trusted the certificate, or who signed it, as PEM
   */
  static BrokerAccess scram(String adminPassword, Path keyStore, Path trusted) {
    var login =
        """
        org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";"""
            .formatted(ADMIN, adminPassword);
    var trust =
        Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", trusted.toString());
    return new BrokerAccess(PROTOCOL,
        joined(trust, Map.of(
            "ssl.keystore.type", "PKCS12",
            "ssl.keystore.location", keyStore.toString(),
            "ssl.keystore.password", adminPassword,
            "listener.security.protocol.map",
            "CONTROLLER:PLAINTEXT,%1$s:%1$s".formatted(PROTOCOL),
            "security.inter.broker.protocol", PROTOCOL,
            "sasl.enabled.mechanisms", MECHANISM,
            "sasl.mechanism.inter.broker.protocol", MECHANISM,
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login,
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            // Nobody is anonymous but the broker itself, at its own controller.
            "super.users", "User:%s;User:ANONYMOUS".formatted(ADMIN))),
        List.of("--add-scram", "%s=[name=%s,password=%s]".formatted(MECHANISM, ADMIN,
            adminPassword)),
        joined(trust, Map.of("security.protocol", PROTOCOL, "sasl.mechanism", MECHANISM,
            "sasl.jaas.config", login)));
  }

  private static Map<String, String> joined(Map<String, String> some, Map<String, String> others) {
    var all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
