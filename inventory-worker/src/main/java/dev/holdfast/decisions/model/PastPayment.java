package dev.holdfast.decisions.model;

import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;

/**
 * A payment and what became of it.
 *
 * @param applied true if it paid its order, false if the money must go back
 */
public record PastPayment(Payment payment, boolean applied, RequestPosition request) {}
