/** Orders, events and their ledger in memory, while the event's row is locked. */
@NullMarked
package dev.holdfast.inventory.model;

import org.jspecify.annotations.NullMarked;
