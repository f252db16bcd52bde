package dev.holdfast.simulation;

import dev.holdfast.simulation.cast.Cast;
import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.model.Outcome;
import dev.holdfast.simulation.model.Violation;
import dev.holdfast.simulation.referee.Referee;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.world.Playing;
import dev.holdfast.simulation.world.World;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Plays seeds: the same seed is the same play, step by step. */
public final class Simulation implements AutoCloseable {

  // Small, so that a sweep takes several transactions per event.
  private static final Map<String, Object> SETTINGS = Map.of("holdfast.expiry.batch-size", 2);

  private final AnnotationConfigApplicationContext product;

  public Simulation() {
    product = new AnnotationConfigApplicationContext();
    product.getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("simulation", SETTINGS));
    product.register(Wiring.class);
    product.refresh();
  }

  /** Plays one seed with every trouble there is, of the protocol as it is or altered. */
  public Outcome play(long seed, @Nullable Mutation mutation) {
    return play(seed, mutation, EnumSet.allOf(Fault.class));
  }

  /** Plays one seed in which nothing but {@code possible} can go wrong. */
  public Outcome play(long seed, @Nullable Mutation mutation, Set<Fault> possible) {
    var world = new World(seed, mutation, possible);
    product.getBean(Playing.class).begin(world);
    new Cast(product).enter(world, new Referee(world));
    var failure = world.scheduler().play();
    return new Outcome(seed, Optional.ofNullable(failure).map(Simulation::violation),
        world.scheduler().trace());
  }

  private static Violation violation(Throwable failure) {
    return failure instanceof Violation violation
        ? violation
        : new Violation(Invariant.NO_SURPRISE, failure.toString());
  }

  @Override
  public void close() {
    product.close();
  }
}
