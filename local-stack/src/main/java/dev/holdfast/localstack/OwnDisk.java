package dev.holdfast.localstack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file system for one directory alone, in a file of another, that can be filled. To make one takes
 * root, a loop device and mkfs.ext4.
 */
final class OwnDisk implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OwnDisk.class);

  // The file takes only as much room as what is written.
  private static final long BYTES = 16L << 30;
  // What matters needs more: a segment of PostgreSQL's log.
  private static final long FULL_BYTES = EmbeddedPostgresServer.SMALL_SEGMENT_BYTES;
  private static final String IMAGE = ".img";
  private static final String MOUNTED = ".disk";

  private final Path mounted;

  private OwnDisk(Path mounted) {
    this.mounted = mounted;
  }

  /** Makes {@code directory}, which is not there, a link into a new disk; none if that can't be. */
  static Optional<OwnDisk> under(Path directory) {
    var image = beside(directory, IMAGE);
    var mounted = beside(directory, MOUNTED);
    try {
      if (make(image) && mount(image, Files.createDirectories(mounted))) {
        Files.createSymbolicLink(directory, Files.createDirectory(mounted.resolve("data")));
        return Optional.of(new OwnDisk(mounted));
      }
    } catch (IOException e) {
      log.warn("No disk of its own for {}: {}", directory, e.toString());
    }
    works("umount", "--lazy", mounted.toString());
    delete(image);
    delete(mounted);
    return Optional.empty();
  }

  private static boolean make(Path image) throws IOException {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    // Root may own the files, so nothing is kept back for root.
    return works("mkfs.ext4", "-q", "-F", "-m", "0", "-T", "largefile", "-J", "size=16",
        image.toString());
  }

  private static boolean mount(Path image, Path mounted) {
    return works("mount", "-o", "loop", image.toString(), mounted.toString());
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn("{} stays: {}", path, e.toString());
    }
  }

  /** Detaches the disk that somebody else may have left there, so that it can be deleted. */
  static void forget(Path directory) {
    if (Files.exists(beside(directory, IMAGE))) {
      works("umount", "--lazy", beside(directory, MOUNTED).toString());
    }
  }

  /** Leaves no room on it; if that can't be done, all of it, and false. */
  boolean fill() {
    try {
      var room = Files.getFileStore(mounted).getUsableSpace();
      // It may fail at the end, for others take some: then it is full all the same.
      works("fallocate", "--length", Long.toString(room), filler().toString());
      var isFull = Files.getFileStore(mounted).getUsableSpace() < FULL_BYTES;
      if (!isFull) {
        free();
      }
      return isFull;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the room back. */
  void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    works("umount", "--lazy", mounted.toString());
  }

  private Path filler() {
    return mounted.resolve("filler");
  }

  private static Path beside(Path directory, String ending) {
    return directory.resolveSibling(directory.getFileName() + ending);
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
