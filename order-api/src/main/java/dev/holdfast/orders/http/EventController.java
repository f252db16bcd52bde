package dev.holdfast.orders.http;

import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.orders.PutEvent;
import dev.holdfast.orders.ShowEvents;
import dev.holdfast.orders.model.ShownEvent;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EventController {

  private final PutEvent putEvent;
  private final ShowEvents showEvents;

  EventController(PutEvent putEvent, ShowEvents showEvents) {
    this.putEvent = putEvent;
    this.showEvents = showEvents;
  }

  /** A page of events; {@code next} is absent on the last. */
  record EventPage(List<EventAnswer> events, @Nullable String next) {}

  /** The request is in the log; the event's {@code lastOutcome} will name it. */
  record NotYet(String eventId, UUID requestId, String statusUrl) {}

  @PutMapping(path = "/v1/events/{eventId}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> put(
      @PathVariable String eventId,
      @Valid @RequestBody TermsBody body,
      @RequestHeader(name = Traces.HEADER, required = false) @Nullable String traceparent) {
    var id = EventIds.valid(eventId);
    return switch (putEvent.put(id, body.toTerms(), Traces.valid(traceparent))) {
      case PutEvent.Verdict.Answered(var event, var outcome) -> answered(event, outcome.code());
      case PutEvent.Verdict.NotYet(var requestId) -> ResponseEntity.accepted()
          .location(URI.create(url(id)))
          .body(new NotYet(id, requestId, url(id)));
      case PutEvent.Verdict.Unanswered _ -> throw new Problem(Code.OUTCOME_UNKNOWN,
          "The receipt was not acknowledged in time").with("statusUrl", url(id));
      case PutEvent.Verdict.NotSent _ ->
        throw new Problem(Code.KAFKA_UNAVAILABLE, "The log of requests does not answer");
    };
  }

  private static ResponseEntity<EventAnswer> answered(ShownEvent event, String code) {
    if (code.equals("OPENED")) {
      return ResponseEntity.created(URI.create(url(event.eventId()))).body(EventAnswer.of(event));
    }
    if (code.equals(MoveRefusal.CAPACITY_BELOW_ALLOCATED.name())) {
      var problem = new Problem(Code.CAPACITY_BELOW_ALLOCATED,
          "At least %s tickets are held or sold".formatted(event.floor()));
      throw event.floor() == null ? problem : problem.with("floor", event.floor());
    }
    if (code.equals(MoveRefusal.UNKNOWN_EVENT.name())) {
      throw new Problem(Code.UNKNOWN_EVENT, "The inventory does not know this event");
    }
    return ResponseEntity.ok(EventAnswer.of(event));
  }

  @GetMapping("/v1/events/{eventId}")
  EventAnswer one(@PathVariable String eventId) {
    return showEvents.one(EventIds.valid(eventId))
        .map(EventAnswer::of)
        .orElseThrow(() -> new Problem(Code.UNKNOWN_EVENT, "There is no event " + eventId));
  }

  @GetMapping("/v1/events")
  EventPage page(
      @RequestParam(defaultValue = Paging.DEFAULT_LIMIT) int limit,
      @RequestParam(defaultValue = "") String after) {
    if (!after.isEmpty()) {
      EventIds.valid(after);
    }
    var events = showEvents.page(Paging.valid(limit), after);
    var next = events.size() < limit ? null : events.getLast().eventId();
    return new EventPage(events.stream().map(EventAnswer::of).toList(), next);
  }

  private static String url(String eventId) {
    return "/v1/events/" + eventId;
  }
}
