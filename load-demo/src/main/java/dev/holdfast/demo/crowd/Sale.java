package dev.holdfast.demo.crowd;

import java.net.URI;

/**
 * The event everybody wants tickets of, as its buyers know it.
 *
 * @param paymentsToken lets a buyer's payment service report a payment
 * @param persistent rejected buyers try again, with a new key, until everything is sold
 */
public record Sale(URI api, String eventId, String paymentsToken, boolean persistent) {}
