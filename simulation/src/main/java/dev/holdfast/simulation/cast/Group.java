package dev.holdfast.simulation.cast;

import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group with one partition. Who loses it learns so at its next poll; until then it goes
 * on with what it has: a zombie.
 */
final class Group {

  /** A consumer, by nothing but its identity. */
  static final class Member {}

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final World world;
  private final List<Member> members = new ArrayList<>();
  private @Nullable Member owner;
  private long acknowledged;

  Group(World world) {
    this.world = world;
  }

  void join(Member member) {
    members.add(member);
    rebalance();
  }

  void leave(Member member) {
    members.remove(member);
    rebalance();
  }

  boolean owns(Member member) {
    return owner == member;
  }

  /** Now and then the partition moves, whatever its owner is doing. */
  void rebalanceForEver() {
    while (true) {
      world.scheduler().sleep(PAUSE);
      if (world.faults().strikes(Fault.REBALANCE)) {
        rebalance();
        world.scheduler().note("has moved");
      }
    }
  }

  /** Where Kafka would go on: a hint. */
  long acknowledged() {
    return acknowledged;
  }

  /** Taken from the owner only. */
  void acknowledge(Member member, long next) {
    if (owns(member)) {
      acknowledged = next;
    }
  }

  private void rebalance() {
    owner = members.isEmpty() ? null : members.get(world.random().nextInt(members.size()));
  }
}
