package dev.holdfast.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A PostgreSQL and three brokers on this machine, each of which can be taken down and brought back.
 * A topic has three replicas, two of which must be there for a record to be acknowledged.
 */
public final class LocalCluster implements AutoCloseable {

  /** Number of brokers. */
  public static final int BROKERS = 3;

  // One segment of the log of PostgreSQL: a table or the log's next segment can't be longer.
  private static final String LONGEST_FILE_BYTES =
      Integer.toString(EmbeddedPostgresServer.SMALL_SEGMENT_BYTES);

  private static final String UNLIMITED = "unlimited";

  private final Parts parts;
  private final Optional<OwnDisk> disk;
  private final EmbeddedPostgresServer postgres;
  private final List<BrokerProcess> brokers;
  private final Databases databases;

  private LocalCluster(
      Parts parts,
      Optional<OwnDisk> disk,
      EmbeddedPostgresServer postgres,
      List<BrokerProcess> brokers) {
    this.parts = parts;
    this.disk = disk;
    this.postgres = postgres;
    this.brokers = List.copyOf(brokers);
    databases = new Databases(postgres);
  }

  /** Three ports that are free now. */
  public static List<Integer> freePorts() {
    return IntStream.range(0, BROKERS).mapToObj(_ -> Ports.claim(0, "Kafka")).toList();
  }

  /**
   * Starts everything in {@code directory}, whose content is removed at the end.
   *
   * @param postgresPort 0 for any free one
   * @param doors ways in besides the direct one
   */
  public static LocalCluster start(Path directory, int postgresPort, List<Door> doors) {
    var parts = new Parts();
    try {
      var home = parts.add(StackDirectory.open(directory.toAbsolutePath().normalize(), false));
      return start(parts, home, Ports.claim(postgresPort, "PostgreSQL"), doors);
    } catch (RuntimeException | Error e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  private static LocalCluster start(
      Parts parts,
      StackDirectory home,
      int postgresPort,
      List<Door> doors) {
    var direct = freePorts();
    var all = Stream.concat(Stream.of(new Door("DIRECT", direct, direct)), doors.stream()).toList();
    var controllers = freePorts();
    var disk = OwnDisk.under(EmbeddedPostgresServer.data(home));
    disk.ifPresent(parts::add);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var brokers = new ArrayList<Future<BrokerProcess>>();
      for (int index = 0; index < BROKERS; index++) {
        var member = new BrokerSettings.Member(index, all, controllers);
        var place = home.resolve(StackDirectory.broker(index));
        brokers.add(threads.submit(() -> parts.add(BrokerProcess.start(place, member))));
      }
      var postgres =
          threads.submit(() -> parts.add(EmbeddedPostgresServer.startSmall(home, postgresPort)));
      return new LocalCluster(parts, disk, Parts.started(postgres),
          brokers.stream().map(Parts::started).toList());
    }
  }

  /** All brokers, by the door that leads to them directly. */
  public String bootstrapServers() {
    return brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
  }

  /** Makes a database with roles and schemas. */
  public void createDatabase(String name) {
    databases.recreate(name);
  }

  /** Connections as {@code role}, each opened when asked for (no pool). */
  public DataSource dataSource(String database, String role) {
    return databases.as(role, database);
  }

  public int postgresPort() {
    return postgres.port();
  }

  /** Ends PostgreSQL in the midst of everything, as {@code pg_ctl stop -m immediate} does. */
  public void stopPostgresAtOnce() {
    postgres.stopAtOnce();
  }

  /** kill -9 of PostgreSQL's first process; the others follow. */
  public void killPostgres() {
    postgres.kill();
  }

  /** Starts PostgreSQL again, which recovers, and waits for it. */
  public void restartPostgres() {
    postgres.restart();
  }

  /** Starts PostgreSQL again if it has ended by itself. */
  public void restartPostgresIfEnded() {
    postgres.restartIfEnded();
  }

  /**
   * Fills the disk of PostgreSQL, until {@link #freeDisk}. False where it has none of its own: that
   * takes root, a loop device and mkfs.ext4.
   */
  public boolean fillDisk() {
    return disk.map(OwnDisk::fill).orElse(false);
  }

  /** Whether PostgreSQL has a disk of its own. */
  public boolean canFillDisk() {
    return disk.isPresent();
  }

  /** Whether this machine can keep PostgreSQL's files from growing. */
  public boolean canLimitFiles() {
    return postgres.limitFiles(UNLIMITED);
  }

  /** Gives PostgreSQL room again; it may have ended by itself meanwhile. */
  public void freeDisk() {
    disk.ifPresent(OwnDisk::free);
  }

  /**
   * Lets none of PostgreSQL's files grow: what would make one longer fails, until
   * {@link #letFilesGrow}. False where that can't be done.
   */
  public boolean limitFiles() {
    return postgres.limitFiles(LONGEST_FILE_BYTES);
  }

  /** Lets files grow again; PostgreSQL may have ended by itself meanwhile. */
  public void letFilesGrow() {
    postgres.limitFiles(UNLIMITED);
  }

  /** kill -9 of a broker; its log stays. */
  public void killBroker(int index) {
    brokers.get(index).kill();
  }

  public void freezeBroker(int index) {
    brokers.get(index).hang();
  }

  public void resumeBroker(int index) {
    brokers.get(index).resume();
  }

  /** Starts a killed broker again; it may take its time, and needs a second one to be of use. */
  public void relaunchBroker(int index) {
    brokers.get(index).relaunch();
  }

  /** Waits until every broker answers; throws, with the end of its log, if one does not. */
  public void awaitBrokers() {
    brokers.forEach(BrokerProcess::awaitService);
  }

  /** Kills the brokers: the last ones would wait in vain for a majority to say goodbye to. */
  @Override
  public void close() {
    brokers.forEach(BrokerProcess::kill);
    parts.close();
  }
}
