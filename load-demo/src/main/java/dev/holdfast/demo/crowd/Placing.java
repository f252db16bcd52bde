package dev.holdfast.demo.crowd;

import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.client.NotSent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends one order under one key until it is accepted, refused for good, or time is over. */
final class Placing {

  private final PatientClient client;
  private final Tally tally;
  private final Attempt attempt;
  private final HttpRequest request;

  Placing(PatientClient client, Tally tally, Attempt attempt, HttpRequest request) {
    this.client = client;
    this.tally = tally;
    this.attempt = attempt;
    this.request = request;
  }

  /** Where to ask for the order's status; null if it was refused. */
  @Nullable
  String place() {
    tally.posted.incrementAndGet();
    while (true) {
      var answer = tryOnce();
      if (answer != null && isAcceptance(answer)) {
        tally.accepted.incrementAndGet();
        return answer.required("statusUrl");
      }
      if (answer != null && !PatientClient.isLater(answer)) {
        return null;
      }
      client.pause();
      tally.repeats.incrementAndGet();
    }
  }

  /** Sends the same again after the acceptance; the reference must be the same. */
  void repeat() {
    tally.repeats.incrementAndGet();
    tryOnce();
  }

  private @Nullable HttpAnswer tryOnce() {
    try {
      attempt.sending(System.nanoTime());
      client.open();
      var answer = client.once(request);
      note(answer);
      return answer;
    } catch (NotSent e) {
      tally.trouble(e);
      return null;
    } catch (IOException e) {
      tally.trouble(e);
      attempt.unknown(null);
      return null;
    }
  }

  private void note(HttpAnswer answer) {
    if (isAcceptance(answer)) {
      attempt.accepted(answer.required("ref"), System.nanoTime());
    } else if (answer.problem().equals("outcome-unknown")) {
      attempt.unknown(answer.text("ref"));
    } else {
      attempt.refused(answer.describe(), PatientClient.isLater(answer));
    }
  }

  private static boolean isAcceptance(HttpAnswer answer) {
    return answer.status() == 202 || answer.status() == 200;
  }
}
