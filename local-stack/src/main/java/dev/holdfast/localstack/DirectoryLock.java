package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One stack per directory, on this machine. The operating system ends the lock with its process,
 * however that dies; the file then stays and marks the directory as a stack's.
 */
final class DirectoryLock implements AutoCloseable {

  private static final String NAME = "stack.lock";

  // Asked first, because closing any second channel on the file would end this process's lock.
  private static final Set<Path> HELD_BY_THIS_JVM = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static boolean marks(Path directory) {
    return Files.exists(directory.resolve(NAME));
  }

  static DirectoryLock on(Path directory) throws IOException {
    var file = directory.toRealPath().resolve(NAME);
    if (!HELD_BY_THIS_JVM.add(file)) {
      throw refusal(directory, "this very process");
    }
    try {
      return new DirectoryLock(file, lock(directory, file));
    } catch (IOException | RuntimeException e) {
      HELD_BY_THIS_JVM.remove(file);
      throw e;
    }
  }

  private static FileChannel lock(Path directory, Path file) throws IOException {
    var channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable
    FileLock lock = channel.tryLock();
    if (lock == null || !Files.exists(file)) {
      channel.close();
      throw refusal(directory, "pid " + Files.readString(file).strip());
    }
    var pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0).write(ByteBuffer.wrap(pid));
    return channel;
  }

  private static StackException refusal(Path directory, String holder) {
    return new StackException(
        "A stack already runs in %s (%s): stop it or choose another directory"
            .formatted(directory, holder));
  }

  /** Lets the directory go; it stays marked as a stack's. */
  @Override
  public void close() throws IOException {
    channel.close();
    HELD_BY_THIS_JVM.remove(file);
  }

  /** Lets the directory go without a trace. */
  void remove() throws IOException {
    Files.deleteIfExists(file);
    close();
  }
}
