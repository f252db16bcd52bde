package dev.holdfast.orders.http;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A problem on its way out of a controller; see {@link Code} for all there are. */
final class Problem extends RuntimeException {

  private final transient ProblemDetail detail;
  private final Code code;

  Problem(Code code, String detail) {
    super(detail, null, false, false);
    this.code = code;
    this.detail = of(code, detail);
  }

  /** A field of the body, by JSON pointer, or something outside of it, by name. */
  record FieldError(@Nullable String pointer, @Nullable String parameter, String detail) {

    static FieldError at(String pointer, String detail) {
      return new FieldError(pointer, null, detail);
    }

    static FieldError of(String parameter, String detail) {
      return new FieldError(null, parameter, detail);
    }
  }

  static Problem invalid(FieldError... errors) {
    return new Problem(Code.INVALID_REQUEST, errors[0].detail()).with("errors", List.of(errors));
  }

  static Problem invalidParameter(String parameter, String detail) {
    return invalid(FieldError.of(parameter, parameter + " " + detail));
  }

  Problem with(String name, Object value) {
    detail.setProperty(name, value);
    return this;
  }

  ResponseEntity<Object> answer() {
    return answer(code, detail);
  }

  static ProblemDetail of(Code code, @Nullable String detail) {
    var problem = ProblemDetail.forStatus(code.status());
    problem.setType(URI.create("/problems/" + code.wire()));
    problem.setTitle(code.title());
    problem.setDetail(detail);
    problem.setProperty("code", code.wire());
    return problem;
  }

  static ResponseEntity<Object> answer(Code code, ProblemDetail detail) {
    var answer = ResponseEntity.status(code.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header("Cache-Control", "no-store");
    if (code.status().value() == 503) {
      answer.header("Retry-After", "1");
    }
    return answer.body(detail);
  }
}
