package dev.holdfast.demo.processes;

import dev.holdfast.demo.contenders.ContenderApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to start in a JVM of its own.
 *
 * @param name of its log
 */
record Program(String name, List<String> command) {

  private static final String LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  /** A service of the product. */
  static Program of(Service service, Home home, Compilation compilation) {
    return instance(service.folder(), service, home, compilation);
  }

  /** One of several instances of a service. */
  static Program instance(String name, Service service, Home home, Compilation compilation) {
    return jvm(name, service, compilation,
        List.of("-jar", home.jar(service).toString()));
  }

  /** One of several instances of a service, whose JVM finds more {@code classes} before its own. */
  static Program joined(String name, Service service, Home home, Path classes) {
    return jvm(name, service, Compilation.SOON,
        List.of("-Dloader.path=" + classes, "-cp", home.jar(service).toString(), LAUNCHER));
  }

  /** The contender of that name, from the jar or classes that this program runs from itself. */
  static Program contender(String name, Compilation compilation) {
    var classPath = System.getProperty("java.class.path");
    var app = ContenderApp.class.getName();
    return jvm(name, Service.ORDER_API, compilation, classPath.endsWith("-exec.jar")
        ? List.of("-Dloader.main=" + app, "-cp", classPath, LAUNCHER)
        : List.of("-cp", classPath, app));
  }

  /** With the memory and the options of {@code like}. */
  private static Program jvm(
      String name,
      Service like,
      Compilation compilation,
      List<String> what) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx%dm".formatted(like.heapMegabytes()));
    command.add(like.jvmOption());
    command.addAll(like.compilation(compilation).jvmOptions());
    // lz4 inside the Kafka client still uses it; the JVM's warning would only worry people.
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(what);
    return new Program(name, command);
  }
}
