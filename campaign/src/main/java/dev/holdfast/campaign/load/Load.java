package dev.holdfast.campaign.load;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.holdfast.demo.crowd.Attempt;
import dev.holdfast.demo.crowd.CrowdPlan;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.Receipt;
import dev.holdfast.demo.crowd.Sale;
import dev.holdfast.demo.crowd.Traffic;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Everybody who comes during a campaign. */
public final class Load implements AutoCloseable {

  private static final int LANES = 96;
  // Enough that some of them want what a shard has that does not stand still.
  private static final int LOYAL_LANES = 16;
  private static final int READERS = 1_280;
  private static final int TIMES = 10;
  private static final double LEAST_PER_SECOND = 10;

  private final long seed;
  private final List<Sale> sales;
  private final Deadline deadline;
  private final long began = System.nanoTime();
  private final List<Traffic> usual = new ArrayList<>();
  private final Map<String, Traffic> loyal = new LinkedHashMap<>();
  private final List<Traffic> floods = new CopyOnWriteArrayList<>();
  private final List<Readers> readers = new CopyOnWriteArrayList<>();

  private Load(long seed, List<Sale> sales, Deadline deadline, Map<String, URI> apis) {
    this.seed = seed;
    this.sales = List.copyOf(sales);
    this.deadline = deadline;
    usual.add(Traffic.begin(plan(LANES, seed), sales, deadline));
    apis.forEach((name, api) -> loyal.put(name,
        Traffic.begin(plan(LOYAL_LANES, seed + 1 + loyal.size()), at(api, sales), deadline)));
    usual.addAll(loyal.values());
  }

  /**
   * Lets the usual number of buyers come from now on, until {@link #stop}. Most ask all instances in
   * turn; some at each of {@code apis}, by name, ask no other.
   */
  public static Load begin(
      long seed,
      List<Sale> sales,
      Deadline deadline,
      Map<String, URI> apis) {
    return new Load(seed, sales, deadline, apis);
  }

  /**
   * Lets ten times as many come each second as usual until {@link #ebb}, whether those before them
   * are served or not; they are buyers like the others.
   */
  public void floodOrders() {
    int arrivals = usual.stream().mapToInt(Traffic::arrivals).sum();
    double usualPerSecond = arrivals * 1e9 / (System.nanoTime() - began);
    floods.add(Traffic.rush(plan(1, seed + usual.size() + floods.size() + 1), sales, deadline,
        (TIMES - 1) * Math.max(LEAST_PER_SECOND, usualPerSecond)));
  }

  /** Lets people ask how events and orders stand, each at once again, until {@link #ebb}. */
  public void floodReads() {
    readers.add(Readers.begin(READERS, sales, this::anyReceipt, seed + readers.size()));
  }

  private Optional<Receipt> anyReceipt(RandomGenerator random) {
    return usual.getFirst().tally().anyReceipt(random);
  }

  /** Only the usual number is left; who has ordered stays to the end of his story. */
  public void ebb() {
    floods.forEach(Traffic::stop);
    readers.forEach(Readers::close);
  }

  /** Lets nobody come any more. */
  public void stop() {
    usual.forEach(Traffic::stop);
    ebb();
  }

  /** True once everybody has left. */
  public boolean isDone() {
    return crowds().allMatch(Traffic::isDone);
  }

  /** The usual buyers in one line. */
  public String line() {
    return usual.getFirst().tally().line();
  }

  /** How many decisions those have heard who ask only that instance, by its name. */
  public Map<String, Integer> decided() {
    var decided = new TreeMap<String, Integer>();
    loyal.forEach((name, crowd) -> decided.put(name, crowd.tally().decided()));
    return decided;
  }

  /** How many buyers floods brought. */
  public int flooded() {
    return floods.stream().mapToInt(Traffic::arrivals).sum();
  }

  /** How often connections broke or answers asked to come back, by what they said. */
  public Map<String, Integer> troubles() {
    var troubles = new TreeMap<String, Integer>();
    crowds().forEach(crowd -> crowd.tally()
        .troubles()
        .forEach((what, count) -> troubles.merge(what, count, Integer::sum)));
    return troubles;
  }

  /** How many answers readers got, by what was asked for and the status: {@code order 200}. */
  public Map<String, Integer> read() {
    var answers = new TreeMap<String, Integer>();
    readers.forEach(some -> some.answers()
        .forEach((answer, count) -> answers.merge(answer, count, Integer::sum)));
    return answers;
  }

  /** All answers that are counted. */
  public Map<String, Integer> answers() {
    var answers = new TreeMap<String, Integer>(troubles());
    answers.putAll(read());
    return answers;
  }

  /** Every attempt of every buyer; read it when {@link #isDone}. */
  public List<Attempt> attempts() {
    return crowds().flatMap(crowd -> crowd.attempts().stream()).toList();
  }

  /** The same, by the event that was wanted. */
  public Map<String, List<Attempt>> attemptsByEvent() {
    return crowds().flatMap(crowd -> crowd.attemptsByEvent().entrySet().stream())
        .collect(groupingBy(Map.Entry::getKey,
            flatMapping(event -> event.getValue().stream(), toList())));
  }

  /** What ended a buyer that neither time nor an answer should have ended. */
  public List<String> crashes() {
    return crowds().flatMap(crowd -> crowd.crashes().stream()).toList();
  }

  @Override
  public void close() {
    readers.forEach(Readers::close);
    crowds().forEach(Traffic::close);
  }

  private Stream<Traffic> crowds() {
    return Stream.concat(usual.stream(), floods.stream());
  }

  private static List<Sale> at(URI api, List<Sale> sales) {
    return sales.stream()
        .map(sale -> new Sale(api, sale.eventId(), sale.paymentsToken(), sale.persistent()))
        .toList();
  }

  private static CrowdPlan plan(int lanes, long seed) {
    return new CrowdPlan(lanes, 0.5, 0.15, 0.3, seed);
  }
}
