package dev.holdfast.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A stack in a JVM of its own, to be ended from outside. */
record Launcher(Process process, String url) {

  /** Starts a stack in the directory {@code args[0]}, keeps its state if {@code args[1]} says so. */
  public static void main(String... args) throws IOException {
    var settings = StackSettings.in(Path.of(args[0]));
    var stack = LocalStack.start(args[1].equals("keep") ? settings.keepingState() : settings);
    System.out.println("up " + stack.jdbcUrl());
    System.in.read();
  }

  /** Returns when the stack of the new process is up. */
  static Launcher launch(Path directory, String keepOrRemove) throws IOException {
    var process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m", "-cp", System.getProperty("java.class.path"),
        Launcher.class.getName(), directory.toString(), keepOrRemove)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    return output.lines()
        .filter(line -> line.startsWith("up "))
        .findFirst()
        .map(line -> new Launcher(process, line.substring(3)))
        .orElseThrow(() -> new AssertionError("The launched stack did not come up"));
  }
}
