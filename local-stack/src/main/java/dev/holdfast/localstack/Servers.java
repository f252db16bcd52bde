package dev.holdfast.localstack;

/** How the two servers of a stack are started. */
sealed interface Servers {

  PostgresServer postgres();

  KafkaBroker kafka();

  /** Claims the ports, so that a busy one is refused before anything runs. */
  static Servers of(StackSettings settings, StackDirectory directory) {
    int postgres = Ports.claim(settings.postgresPort(), "PostgreSQL");
    int kafka = Ports.claim(settings.kafkaPort(), "Kafka");
    return switch (settings.engine()) {
      case EMBEDDED -> new Embedded(directory, postgres, kafka, settings.sustained());
      case DOCKER -> new Containers(postgres, kafka);
    };
  }

  /** Processes of this machine. */
  record Embedded(StackDirectory directory, int postgresPort, int kafkaPort, boolean sustained)
      implements
        Servers {

    @Override
    public PostgresServer postgres() {
      return EmbeddedPostgresServer.start(directory, postgresPort);
    }

    @Override
    public KafkaBroker kafka() {
      return BrokerProcess.start(directory.resolve("kafka"), kafkaPort, sustained,
          BrokerAccess.everybody());
    }
  }

  /** Containers of a Docker engine. */
  record Containers(int postgresPort, int kafkaPort) implements Servers {

    @Override
    public PostgresServer postgres() {
      return PostgresContainer.start(postgresPort);
    }

    @Override
    public KafkaBroker kafka() {
      return BrokerContainer.start(kafkaPort);
    }
  }
}
