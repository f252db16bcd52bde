package dev.holdfast.orders.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Every problem order-api answers with: its code, status, title and what its page says. */
enum Code {
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "Not a proper HTTP request",
      "The request line, a header or the path is not proper HTTP. Nothing was done."),

  MALFORMED_JSON(HttpStatus.BAD_REQUEST, "Malformed JSON",
      "The body is missing or is not JSON. Nothing was done."),

  INVALID_REQUEST(HttpStatus.BAD_REQUEST, "Invalid request",
      "Something in the request is not as it must be. Every entry of 'errors' says what: 'pointer' "
          + "is a JSON pointer into the body, 'parameter' names a header, a path segment or a query "
          + "parameter. Nothing was done; correct it and try again."),

  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "No valid token",
      "Send 'Authorization: Bearer' and a token that is ours and has not expired. POST /v1/sessions "
          + "gives a buyer one."),

  FORBIDDEN(HttpStatus.FORBIDDEN, "Not your role",
      "The token is valid, but its roles do not allow this."),

  INVALID_SIGNATURE(HttpStatus.FORBIDDEN, "Not signed by a payment service of ours",
      "A webhook must carry webhook-id, webhook-timestamp (seconds, at most 5 minutes from now) and "
          + "webhook-signature: 'v1,' and the base64 of HMAC-SHA256 over id.timestamp.body under a "
          + "key both sides know. Nothing was done."),

  NOT_FOUND(HttpStatus.NOT_FOUND, "No such path", "Nothing is served under this path."),

  UNKNOWN_EVENT(HttpStatus.NOT_FOUND, "Unknown event",
      "No event of this id was opened, or not for long enough to be known here."),

  UNKNOWN_ORDER(HttpStatus.NOT_FOUND, "Unknown order",
      "The reference is not one of your orders. A payment service also sees this while an order is "
          + "not decided: it has no price yet."),

  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed",
      "The path is served, but not with this method; the header Allow names those it is."),

  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable",
      "The answer is JSON, which the header Accept excludes."),

  REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Too slow",
      "The body did not arrive within 10 seconds. Nothing was done, and the connection is closed."),

  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Body too large",
      "A body may have at most 8 KB (8192 bytes). Nothing was done."),

  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Not JSON",
      "The body must be 'Content-Type: application/json'. Nothing was done."),

  QUANTITY_OVER_LIMIT(HttpStatus.UNPROCESSABLE_CONTENT, "Quantity over the event's limit",
      "The event allows fewer tickets per order; 'limit' says how many. Nothing was ordered."),

  IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency key reused",
      "This key was first used with another body. A key stands for one wish for ever: repeat the "
          + "same body, or take a new key for a new order."),

  CAPACITY_BELOW_ALLOCATED(HttpStatus.UNPROCESSABLE_CONTENT, "Capacity below what is allocated",
      "More tickets are held and sold than the wanted capacity. 'floor' is the least that would have "
          + "been taken. The event stays as it was."),

  OVERLOADED(HttpStatus.TOO_MANY_REQUESTS, "Overloaded",
      "More is asked than can be done in time, so this request was turned away unread. What was "
          + "accepted before stands and will be decided. Come back after 'Retry-After' seconds; an "
          + "order with the same Idempotency-Key."),

  KAFKA_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not accepting at the moment",
      "The log of requests does not answer. Nothing was accepted; try again after 'Retry-After' "
          + "seconds, with the same Idempotency-Key."),

  OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "Outcome unknown",
      "The request was sent, but its receipt was not acknowledged in time: it may be decided or not. "
          + "Repeating it with the same Idempotency-Key is safe, and so is asking 'statusUrl'."),

  VIEW_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Status not available at the moment",
      "The database does not answer, so nothing can be looked up. Orders already accepted are safe; "
          + "try again after 'Retry-After' seconds."),

  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error",
      "Something is wrong with the service, and it has been written down. If this was an order, "
          + "repeat it with the same Idempotency-Key: that is safe.");

  private final HttpStatus status;
  private final String title;
  private final String page;

  Code(HttpStatus status, String title, String page) {
    this.status = status;
    this.title = title;
    this.page = page;
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  String page() {
    return page;
  }

  /** The value of {@code code}, and the last part of {@code type}. */
  String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Code> named(String wire) {
    return Arrays.stream(values()).filter(code -> code.wire().equals(wire)).findFirst();
  }

  /** What Spring's or Tomcat's own errors are called here. */
  static Code of(HttpStatusCode status) {
    return switch (status.value()) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> BODY_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      default -> status.is4xxClientError() ? BAD_REQUEST : INTERNAL_ERROR;
    };
  }
}
