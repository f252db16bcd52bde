package dev.holdfast.decisions;

import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.decisions.model.Mismatch;
import dev.holdfast.decisions.model.Mismatch.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ties the database to the topic it has applied, once, at the very first start.
 *
 * <p>One transaction. Later starts only check that topic and cursors still belong together: if they
 * don't, deciding on would skip requests or repeat them.
 */
@Service
public class PrepareShards {

  private final Cursors cursors;

  PrepareShards(Cursors cursors) {
    this.cursors = cursors;
  }

  /**
   * Compares the topic, null if there is none, with the cursors, if there are any yet.
   *
   * @throws ShardsDontMatch if the database has applied another topic, or another number of shards
   */
  @Transactional(readOnly = true)
  public void check(String topic, @Nullable Topic seen) {
    compare(topic, seen, cursors.all(topic));
  }

  /**
   * Makes the cursors of a topic nobody has applied yet.
   *
   * @throws ShardsDontMatch if the database has applied another topic, or another number of shards
   */
  @Transactional
  public void prepare(String topic, Topic seen) {
    var known = cursors.all(topic);
    compare(topic, seen, known);
    if (known.isEmpty()) {
      cursors.create(topic, seen.id(), seen.partitions());
    }
  }

  private void compare(String topic, @Nullable Topic seen, List<Cursor> known) {
    if (!known.isEmpty()) {
      Mismatch.of(topic, seen, known, known.size()).ifPresent(mismatch -> {
        throw new ShardsDontMatch(mismatch.why());
      });
    } else if (cursors.anyEvent()) {
      throw new ShardsDontMatch("""
          the database has events but no cursors for topic %s: restore table inventory.cursor"""
          .formatted(topic) + Mismatch.MORE);
    }
  }

  /** Topic and database don't belong together; a person must look. */
  public static final class ShardsDontMatch extends IllegalStateException {

    public ShardsDontMatch(String message) {
      super(message);
    }
  }
}
