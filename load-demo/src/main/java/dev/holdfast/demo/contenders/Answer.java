package dev.holdfast.demo.contenders;

import java.util.UUID;

/** An order as its buyer sees it: decided for good. */
record Answer(UUID ref, String eventId, Status status, int quantity) {}
