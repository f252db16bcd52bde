/** Requests in, results out. */
@NullMarked
package dev.holdfast.decisions.kafka;

import org.jspecify.annotations.NullMarked;
