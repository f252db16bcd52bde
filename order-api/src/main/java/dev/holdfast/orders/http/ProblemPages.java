package dev.holdfast.orders.http;

import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where the {@code type} of a problem leads to. */
@RestController
class ProblemPages {

  /** A page of the catalogue. */
  record Page(String code, int status, String title, String description) {}

  @GetMapping("/problems")
  List<Page> all() {
    return Arrays.stream(Code.values()).map(ProblemPages::page).toList();
  }

  @GetMapping(path = "/problems/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Page> json(@PathVariable String code) {
    // Said here: a client that asks for JSON in another charset would be told of an internal error.
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(page(named(code)));
  }

  @GetMapping(path = "/problems/{code}", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> html(@PathVariable String code) {
    var known = named(code);
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("text/html;charset=UTF-8"))
        .body("""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>%2$s</title>
            <h1>%2$s</h1>
            <p><code>%1$s</code>, HTTP status %3$d</p>
            <p>%4$s</p>
            </html>
            """.formatted(known.wire(), known.title(), known.status().value(), known.page()));
  }

  private static Page page(Code code) {
    return new Page(code.wire(), code.status().value(), code.title(), code.page());
  }

  private static Code named(String code) {
    return Code.named(code)
        .orElseThrow(() -> new Problem(Code.NOT_FOUND, "There is no problem of this code"));
  }
}
