package dev.holdfast.simulation.world;

import dev.holdfast.decisions.Past.DecidedPayment;
import dev.holdfast.decisions.Past.PaymentKey;
import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.simulation.store.Database;
import dev.holdfast.simulation.store.Table;

/** The tables of schema {@code inventory}, of one shard: no transaction touches two. */
public record Inventory(
    Table<Integer, Cursor> cursors, Table<String, EventRow> events,
    Table<Orders.Key, Order> orders, Table<PaymentKey, DecidedPayment> payments,
    Table<LedgerKey, LedgerEntry> ledger, Table<Long, PublicationRow> publications,
    Table<Long, Unreadable> quarantine) {

  static Inventory in(Database database) {
    return new Inventory(database.table("cursor"), database.table("event"),
        database.table("orders"), database.table("payment"), database.table("ledger"),
        database.table("publication"), database.table("quarantine"));
  }
}
