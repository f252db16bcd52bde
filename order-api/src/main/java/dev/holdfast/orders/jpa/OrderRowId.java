package dev.holdfast.orders.jpa;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/** The key of {@code order_view}. */
@Embeddable
record OrderRowId(String eventId, UUID orderId) {}
