package dev.holdfast.demo.verdict;

import java.util.UUID;

/** An order as the inventory has it. */
public record InventoryOrder(UUID orderId, String accountId, String status, int version) {}
