package dev.holdfast.system;

import dev.holdfast.localstack.KafkaBroker;
import dev.holdfast.messages.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * A broker that shows who it is and asks who is there, with the users and rights of
 * {@code deploy/kafka/acls.csv}.
 *
 * @param trusted the broker's certificate, as PEM
 */
record SecuredKafka(KafkaBroker broker, Path trusted) implements AutoCloseable {

  static final List<String> USERS = List.of("order-api", "inventory-worker", "auditor");

  static SecuredKafka start(Path directory) throws Exception {
    var certificate = Certificate.make(directory, password("admin"));
    var kafka = new SecuredKafka(
        KafkaBroker.secured(directory.resolve("kafka"), password("admin"), certificate.keyStore(),
            certificate.trusted()),
        certificate.trusted());
    try (var admin = Admin.create(kafka.client("admin"))) {
      admin.createTopics(List.of(
          new NewTopic(Topics.REQUESTS, 8, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime")),
          new NewTopic(Topics.RESULTS, 8, (short) 1))).all().get();
      admin.alterUserScramCredentials(USERS
          .stream()
          .<UserScramCredentialAlteration>map(
              user -> new UserScramCredentialUpsertion(user,
                  new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096), password(user)))
          .toList()).all().get();
      admin.createAcls(acls().toList()).all().get();
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
    return kafka;
  }

  static String password(String user) {
    return "secret-of-" + user;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** What a client says to be let in as that user. */
  Map<String, Object> client(String user) {
    return client(user, password(user));
  }

  Map<String, Object> client(String user, String password) {
    return Map.of("bootstrap.servers", bootstrapServers(),
        "security.protocol", "SASL_SSL",
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", trusted.toString(),
        "sasl.mechanism", "SCRAM-SHA-512",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password));
  }

  @Override
  public void close() {
    broker.close();
  }

  private static Stream<AclBinding> acls() throws IOException {
    return Files.readAllLines(Path.of("../deploy/kafka/acls.csv"))
        .stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(",", -1))
        .map(acl -> new AclBinding(
            new ResourcePattern(SecurityUtils.resourceType(acl[2]), acl[3], PatternType.LITERAL),
            new AccessControlEntry("User:" + acl[0], "*", SecurityUtils.operation(acl[1]),
                AclPermissionType.ALLOW)));
  }
}
