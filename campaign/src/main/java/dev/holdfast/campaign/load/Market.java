package dev.holdfast.campaign.load;

import static java.util.Objects.requireNonNull;

import dev.holdfast.demo.Organiser;
import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.access.TokenMint;
import dev.holdfast.demo.crowd.Sale;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** The events on sale: so many that a batch does not lock all of a shard's, which would hide faults. */
public final class Market {

  /** What a ticket costs, whatever the event. */
  public static final int PRICE_MINOR = 4_500;

  /** In which currency. */
  public static final String CURRENCY = "EUR";

  private static final int EVENTS_OF_A_SHARD = 24;
  private static final int OPENING_AT_ONCE = 8;
  private static final Duration TOKEN_LIFE = Duration.ofHours(24);
  private static final int LIMIT = 4;
  private static final int TICKETS_A_MINUTE = 40;

  private final List<URI> apis;
  private final TokenMint mint;
  private final int supply;
  private final List<String> eventIds;

  /**
   * Of a site with {@code shards} partitions.
   *
   * @param minutes for how long there are to be tickets of most events
   */
  public Market(List<URI> apis, TokenMint mint, int shards, double minutes) {
    this.apis = List.copyOf(apis);
    this.mint = mint;
    supply = (int) (TICKETS_A_MINUTE * Math.max(1, minutes));
    eventIds = IntStream.range(0, EVENTS_OF_A_SHARD * shards)
        .mapToObj("event-%d"::formatted)
        .toList();
  }

  public List<String> eventIds() {
    return eventIds;
  }

  /** Opens all events and waits until they are open. */
  public void open() throws InterruptedException {
    var organiser = new Organiser(apis.getFirst(), token(Role.ORGANISER));
    var turns = new Semaphore(OPENING_AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var opened = new ArrayList<Future<?>>();
      for (int number = 0; number < eventIds.size(); number++) {
        var eventId = eventIds.get(number);
        var terms = terms(number);
        opened.add(threads.submit(() -> {
          turns.acquire();
          try {
            organiser.open(eventId, terms);
          } finally {
            turns.release();
          }
          return null;
        }));
      }
      for (var one : opened) {
        one.get();
      }
    } catch (ExecutionException e) {
      var cause = requireNonNull(e.getCause());
      throw new Trouble("The events could not be opened: " + cause.getMessage(), cause);
    }
  }

  /** What buyers know about each event. */
  public List<Sale> sales() {
    var payments = token(Role.PAYMENTS);
    return eventIds.stream()
        .map(eventId -> new Sale(apis, eventId, payments, false))
        .toList();
  }

  /** Few or many tickets, short or long holds, and both ways to treat a late payment. */
  private EventTerms terms(int number) {
    return new EventTerms("Event " + number, 10 + number % 5 * supply, PRICE_MINOR, CURRENCY,
        2 + number % 3 * 3, LIMIT, LIMIT, null, null, SaleState.OPEN,
        number % 2 == 0 ? LatePayment.REACQUIRE : LatePayment.REFUND);
  }

  private String token(Role role) {
    return mint.mint(role, role.wire(), Instant.now(), TOKEN_LIFE);
  }
}
