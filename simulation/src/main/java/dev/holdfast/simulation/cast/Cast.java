package dev.holdfast.simulation.cast;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.DecideBatch;
import dev.holdfast.decisions.PrepareShards;
import dev.holdfast.decisions.model.Mismatch.Topic;
import dev.holdfast.expiry.DueHolds;
import dev.holdfast.expiry.ReleaseDueHolds;
import dev.holdfast.messages.Topics;
import dev.holdfast.orders.ProjectResults;
import dev.holdfast.simulation.cast.Worker.Product;
import dev.holdfast.simulation.referee.Referee;
import dev.holdfast.simulation.stage.Life;
import dev.holdfast.simulation.world.World;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;

/** Who plays: two processes of each service, customers, time, and the director who ends it. */
public final class Cast {

  private static final Topic TOPIC = new Topic(new UUID(0, 1), 1);
  private static final int PROCESSES = 2;

  private final BeanFactory product;

  public Cast(BeanFactory product) {
    this.product = product;
  }

  /** Puts everybody on the stage. */
  public void enter(World world, Referee referee) {
    var crowd = new Crowd(world, new Wishes(world.random()));
    var life = Life.immortal();
    world.scheduler().spawn("organiser", life, () -> {
      prepareShards(world);
      startServices(world);
      world.scheduler().spawn("time", life, new Time(world)::passForEver);
      world.scheduler().spawn("director", life, new Director(world, crowd, referee)::direct);
      crowd.openSales();
      for (int number = 1; number <= PROCESSES; number++) {
        world.scheduler().spawn("customers-" + number, life, crowd::sayAll);
      }
    });
  }

  private void prepareShards(World world) {
    var surprises = new Surprises(world);
    while (world.inventory().cursors().committed().isEmpty()) {
      surprises.only(() -> product.getBean(PrepareShards.class)
          .prepare(Topics.REQUESTS, TOPIC));
    }
  }

  private void startServices(World world) {
    var worker = new Product(product.getBean(DecideBatch.class),
        product.getBean(AnnounceResults.class), product.getBean(Cursors.class));
    var requests = new Group(world);
    var results = new Group(world);
    world.scheduler().spawn("requests-group", Life.immortal(), requests::rebalanceForEver);
    world.scheduler().spawn("results-group", Life.immortal(), results::rebalanceForEver);
    for (int number = 1; number <= PROCESSES; number++) {
      Worker.start(world, requests, worker, number);
      Expiry.start(world, product.getBean(DueHolds.class), product.getBean(ReleaseDueHolds.class),
          number);
      Projector.start(world, results, product.getBean(ProjectResults.class), number);
    }
  }
}
