package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      demo --buyers 0                       | --buyers must be 1 to
      demo --buyers -5                      | --buyers must be 1 to
      demo --buyers many                    | '--buyers'
      demo --tickets -1                     | --tickets must be 0 to
      demo --pay 1.2                        | --pay must be 0 to 1, but is 1.2
      demo --cancel -0.1                    | --cancel must be 0 to 1
      demo --retry NaN                      | --retry must be 0 to 1
      demo --pay 0.7 --cancel 0.4           | more than 1
      demo --hold 1500ms                    | --hold must be whole seconds
      demo --hold soon                      | 'soon' is not a time such as
      demo --timeout 5s                     | --timeout must be longer than --hold
      demo --kill postgres                  | no such service: postgres
      demo --no-expiry --stop expiry-worker | --no-expiry starts no expiry-worker
      demo --no-expiry --kill expiry-worker | --no-expiry starts no expiry-worker
      demo --api http://localhost:8080      | Missing required argument
      demo --nonsense                       | Unknown option: '--nonsense'
      bench --redis localhost:6379          | 'localhost:6379' is not a URL such as redis://localhost:6379
      bench --redis redis://localhost       | 'redis://localhost' is not a URL such as
      bench --redis http://localhost:6379   | 'http://localhost:6379' is not a URL such as
      bench --redis redis://:pw@there:6379  | 'redis://:pw@there:6379' is not a URL such as
      bench --redis redis://localhost:65536 | 'redis://localhost:65536' is not a URL such as
      bench --redis redis://%/              | 'redis://%/' is not a URL such as
      up --port 70000                       | --port must be 1 to
      audit --percent 0                     | --percent must be 1 to 100, but is 0
      audit --sla 0s                        | --sla must be longer than nothing
      audit --longest-look 0s               | --longest-look must be longer than nothing
      audit --sla soon                      | 'soon' is not a time such as
      audit --jdbc-url jdbc:postgresql://127.0.0.1:1/x --client-ledger f | --client-ledger needs --bootstrap-servers
      audit --jdbc-url jdbc:postgresql://127.0.0.1:1/x --bootstrap-servers x --client-ledger none | --client-ledger can't be read: none
      token                                 | Missing required option: '--role=ROLE'
      token --role king                     | '--role'
      token --role buyer --account a/b      | --account must be 1 to 64 of
      token --role buyer --key c2hvcnQ=     | 5 bytes, it needs 32 or more
      token --role buyer --key ?            | The token key is not base64
      sell                                  | Unmatched argument
      """)
  void an_option_that_makes_no_sense_is_refused_and_named(String line, String message) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("Try: ./holdfast");
  }

  @Test
  void what_only_a_system_of_the_demos_own_can_do_is_refused_for_a_running_one() {
    int code = execute("demo", "--api", "http://127.0.0.1:1", "--jdbc-url",
        "jdbc:postgresql://127.0.0.1:1/x", "--bootstrap-servers", "127.0.0.1:1", "--unsafe");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("leave --api away");
  }

  @Test
  void help_names_every_command() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("demo", "up", "audit", "token");
  }

  @Test
  void a_token_can_be_made_with_a_given_key() {
    int code = execute("token", "--role", "organiser", "--key", "a".repeat(44));

    assertThat(code).isZero();
    assertThat(out.toString().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  }

  private int execute(String... arguments) {
    return Holdfast.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
