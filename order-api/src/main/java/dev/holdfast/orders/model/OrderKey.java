package dev.holdfast.orders.model;

import java.util.UUID;

/** What an order is called everywhere inside: its event and its id. */
public record OrderKey(String eventId, UUID orderId) {}
