package dev.holdfast.orders.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Makes every exception behind the controllers a problem of the catalogue. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> on(Problem problem) {
    return problem.answer();
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<Object> onDatabase(RuntimeException e) {
    log.atDebug().setCause(e).log("The view does not answer");
    return new Problem(Code.VIEW_UNAVAILABLE, "The database does not answer").answer();
  }

  /** A query string that can't be decoded, or with far too many parameters. */
  @ExceptionHandler
  ResponseEntity<Object> on(InvalidParameterException e) {
    log.atDebug().setCause(e).log("A query can't be read");
    return new Problem(Code.BAD_REQUEST, Code.BAD_REQUEST.title()).answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> on(Exception e, HttpServletRequest request) {
    log.atError()
        .addKeyValue("method", request.getMethod())
        .addKeyValue("path", request.getRequestURI())
        .setCause(e)
        .log("Request failed");
    return new Problem(Code.INTERNAL_ERROR, "Something is wrong with the service").answer();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var errors = e.getBindingResult()
        .getFieldErrors()
        .stream()
        .map(error -> Problem.FieldError.at("#/" + error.getField().replace('.', '/'),
            error.getField() + " " + error.getDefaultMessage()))
        .sorted((one, other) -> one.detail().compareTo(other.detail()))
        .toArray(Problem.FieldError[]::new);
    return Problem.invalid(errors).answer();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return switch (e.getCause()) {
      case JacksonException wrong when !wrong.getPath().isEmpty() ->
        Problem.invalid(Problem.FieldError.at(pointer(wrong.getPath()), explain(wrong))).answer();
      case JacksonException malformed ->
        new Problem(Code.MALFORMED_JSON, explain(malformed)).answer();
      case null, default -> new Problem(Code.MALFORMED_JSON, "The body is missing").answer();
    };
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var name = e instanceof MethodArgumentTypeMismatchException argument
        ? argument.getName()
        : Optional.ofNullable(e.getPropertyName()).orElse("parameter");
    return Problem.invalidParameter(name, "is not of the right type").answer();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var code = Code.of(status);
    if (code == Code.INTERNAL_ERROR) {
      log.atError().setCause(e).log("Request failed");
    }
    var answer = new Problem(code, code.title()).answer();
    return ResponseEntity.status(answer.getStatusCode())
        .headers(headers)
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }

  private static String pointer(List<JacksonException.Reference> path) {
    return path.stream()
        .map(step -> step.getPropertyName() == null
            ? String.valueOf(step.getIndex())
            : step.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining("/", "#/", ""));
  }

  // Jackson's own words, without our class names.
  private static String explain(JacksonException e) {
    var name = e.getPath().isEmpty() ? null : e.getPath().getLast().getPropertyName();
    return switch (e) {
      case UnrecognizedPropertyException _ -> name + " is unknown";
      case DatabindException _ when name != null -> name + " is not of the right type";
      case InputCoercionException _ when name != null -> name + " is out of range";
      default -> "The body is not JSON";
    };
  }
}
