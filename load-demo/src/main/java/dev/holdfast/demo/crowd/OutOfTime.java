package dev.holdfast.demo.crowd;

/** The demo's time is over for a buyer; what it was told so far stands in its attempts. */
final class OutOfTime extends RuntimeException {

  OutOfTime(String waitingFor) {
    super(waitingFor);
  }
}
