package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.BenchPlan;
import org.jspecify.annotations.Nullable;

/** The engine that parts share, and those a part has for itself. */
final class Engines implements AutoCloseable {

  private final BenchPlan plan;
  private @Nullable Engine shared;

  Engines(BenchPlan plan) {
    this.plan = plan;
  }

  /** Started when first asked for; the caller leaves it open. */
  Engine shared() {
    if (shared == null) {
      shared = Engine.open(plan, "engine");
      plan.machine().askServer(shared.stack().dataSource("postgres"));
    }
    return shared;
  }

  /** One that nobody has used; the caller closes it. */
  Engine fresh(String name) {
    return Engine.open(plan, name);
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }
}
