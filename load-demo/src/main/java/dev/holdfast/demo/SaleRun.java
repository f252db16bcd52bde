package dev.holdfast.demo;

import dev.holdfast.demo.crowd.Crowd;

/** A sale that is over, as its buyers lived it. */
record SaleRun(SalePlan plan, String eventId, Crowd crowd) {}
