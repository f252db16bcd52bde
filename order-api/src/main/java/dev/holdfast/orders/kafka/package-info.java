/** The Kafka door: requests out, results in. */
@NullMarked
package dev.holdfast.orders.kafka;

import org.jspecify.annotations.NullMarked;
