package dev.holdfast.demo.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three secrets of a Holdfast system, as base64: for order ids, for references, for tokens.
 *
 * <p>The order-id key must never change while the topic lives, so {@code up} keeps them in a file.
 */
public record Keys(String orderId, String reference, String token) {

  public static final String ORDER_ID = "HOLDFAST_KEYS_ORDER_ID";
  public static final String REFERENCE = "HOLDFAST_KEYS_REFERENCE";
  public static final String TOKEN = "HOLDFAST_KEYS_TOKEN";

  private static final int BYTES = 32;

  /** Fresh random keys. */
  public static Keys generate() {
    var random = new SecureRandom();
    return new Keys(secret(random), secret(random), secret(random));
  }

  /** The keys in {@code file}; makes them, readable by the owner only, if there is no such file. */
  public static Keys keptIn(Path file) {
    var found = read(file);
    if (found != null) {
      return found;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var keys = generate();
      createPrivately(file, keys.text());
      return keys;
    } catch (FileAlreadyExistsException e) {
      return keptIn(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the keys to " + file, e);
    }
  }

  /** The keys in {@code file}, or null if there is no such file. */
  public static @Nullable Keys read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    var values = new LinkedHashMap<String, String>();
    try {
      for (var line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the keys in " + file, e);
    }
    return new Keys(value(values, ORDER_ID, file), value(values, REFERENCE, file),
        value(values, TOKEN, file));
  }

  /** What the services read from their environment. */
  public Map<String, String> environment() {
    return Map.of(ORDER_ID, orderId, REFERENCE, reference, TOKEN, token);
  }

  /** Not the secrets: a record's own {@code toString} would leak them. */
  @Override
  public String toString() {
    return "Keys[…]";
  }

  private String text() {
    return """
        %s=%s
        %s=%s
        %s=%s
        """.formatted(ORDER_ID, orderId, REFERENCE, reference, TOKEN, token);
  }

  private static void createPrivately(Path file, String text) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(file,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }

  private static String value(Map<String, String> values, String name, Path file) {
    var value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no %s: delete the file to get new keys".formatted(file, name));
    }
    return value;
  }

  private static String secret(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
