package dev.holdfast.decisions;

import dev.holdfast.messages.Result;
import org.jspecify.annotations.Nullable;

/** A result, and the trace of the request it answers. */
public record Announcement(Result result, @Nullable String traceparent) {}
