package dev.holdfast.demo.crowd;

import java.net.URI;
import java.util.List;

/**
 * The event everybody wants tickets of, as its buyers know it.
 *
 * @param apis instances of order-api, asked in turn
 * @param paymentsToken lets a buyer's payment service report a payment
 * @param persistent rejected buyers try again, with a new key, until everything is sold
 */
public record Sale(List<URI> apis, String eventId, String paymentsToken, boolean persistent) {

  public Sale {
    apis = List.copyOf(apis);
  }

  public Sale(URI api, String eventId, String paymentsToken, boolean persistent) {
    this(List.of(api), eventId, paymentsToken, persistent);
  }
}
