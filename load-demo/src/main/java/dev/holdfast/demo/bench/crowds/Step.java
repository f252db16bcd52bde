package dev.holdfast.demo.bench.crowds;

import java.util.Locale;

/**
 * What came of one rate.
 *
 * @param times the wanted rate, as a multiple of the capacity
 * @param goodput orders decided per second within the longest wait
 * @param p99Seconds of the accepted orders, until they were decided
 * @param drainedSeconds from the last order until all were decided and shown
 * @param heapMegabytes order-api's heap afterwards, without garbage
 */
record Step(
    int times, Answers answers, double goodput, double p99Seconds, double drainedSeconds,
    double heapMegabytes, double clientShare) {

  String name() {
    return times == 1 ? "1 time" : times + " times";
  }

  String line() {
    return String.format(Locale.ROOT, "%s the capacity: %,.0f orders/s offered, %,.0f accepted, "
        + "%,.0f refused (p50 %.1f ms, p99 %.1f ms); %,.0f/s decided in time, p99 %.2f s after they were "
        + "accepted; drained after %.1f s; heap %.0f MB; the load took %.0f %% of the machine",
        name(), answers.sentPerSecond(), answers.acceptedPerSecond(),
        answers.perSecond(answers.refused().count()), answers.refused().p50(),
        answers.refused().p99(),
        goodput, p99Seconds,
        drainedSeconds, heapMegabytes, 100 * clientShare);
  }
}
