package dev.holdfast.decisions;

import dev.holdfast.decisions.model.Cursor;
import java.util.List;
import java.util.UUID;
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

  /** Whether this database has ever applied the topic. */
  @Transactional(readOnly = true)
  public boolean applied(String topic) {
    return !cursors.all(topic).isEmpty() || cursors.anyEvent();
  }

  /**
   * Makes the cursors of a topic nobody has applied yet.
   *
   * @throws ShardsDontMatch if the database has applied another topic, or another number of shards
   */
  @Transactional
  public void prepare(String topic, UUID topicId, int partitions) {
    var known = cursors.all(topic);
    if (known.isEmpty()) {
      if (cursors.anyEvent()) {
        throw new ShardsDontMatch(
            "The database has events but no cursors for topic %s: restore table inventory.cursor"
                .formatted(topic));
      }
      cursors.create(topic, topicId, partitions);
    } else {
      check(known, topic, topicId, partitions);
    }
  }

  private static void check(List<Cursor> known, String topic, UUID topicId, int partitions) {
    if (known.size() != partitions) {
      throw new ShardsDontMatch(
          "Topic %s has %d partitions, the database has applied %d: the number must never change"
              .formatted(topic, partitions, known.size()));
    }
    if (!known.stream().allMatch(cursor -> cursor.topicId().equals(topicId))) {
      throw new ShardsDontMatch(
          "Topic %s was made anew (it has id %s, the database has applied %s): requests may be lost"
              .formatted(topic, topicId, known.getFirst().topicId()));
    }
  }

  /** Topic and database don't belong together; a person must look. */
  public static final class ShardsDontMatch extends IllegalStateException {

    public ShardsDontMatch(String message) {
      super(message);
    }
  }
}
