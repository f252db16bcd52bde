package dev.holdfast.localstack;

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
  private static final String PROTOCOL = "SASL_PLAINTEXT";
  private static final String ADMIN = "admin";

  /** Everybody, to do anything. */
  static BrokerAccess everybody() {
    return new BrokerAccess("PLAINTEXT", Map.of(), List.of(), Map.of());
  }

  /** The administrator, and whom he lets in. */
  static BrokerAccess scram(String adminPassword) {
    var login =
        """
        org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";"""
            .formatted(ADMIN, adminPassword);
    return new BrokerAccess(PROTOCOL, Map.of(
        "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,%1$s:%1$s".formatted(PROTOCOL),
        "security.inter.broker.protocol", PROTOCOL,
        "sasl.enabled.mechanisms", MECHANISM,
        "sasl.mechanism.inter.broker.protocol", MECHANISM,
        "listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config", login,
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        // Nobody is anonymous but the broker itself, at its own controller.
        "super.users", "User:%s;User:ANONYMOUS".formatted(ADMIN)),
        List.of("--add-scram", "%s=[name=%s,password=%s]".formatted(MECHANISM, ADMIN,
            adminPassword)),
        Map.of("security.protocol", PROTOCOL, "sasl.mechanism", MECHANISM, "sasl.jaas.config",
            login));
  }
}
