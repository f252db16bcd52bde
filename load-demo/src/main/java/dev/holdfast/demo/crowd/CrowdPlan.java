package dev.holdfast.demo.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How many buyers come and what they do; the same seed gives the same crowd.
 *
 * @param pay share of the buyers that pays once tickets are held
 * @param cancel share that cancels; the rest lets its hold lapse
 * @param repeat share that sends its order again under the same key
 */
public record CrowdPlan(int buyers, double pay, double cancel, double repeat, long seed) {

  /** One plan for each buyer. */
  List<BuyerPlan> plans() {
    var random = new Random(seed);
    var plans = new ArrayList<BuyerPlan>(buyers);
    for (int number = 0; number < buyers; number++) {
      plans.add(plan(1, random));
    }
    return plans;
  }

  /** The next buyer, who wants {@code quantity} tickets. */
  BuyerPlan plan(int quantity, Random random) {
    return new BuyerPlan(quantity, intent(random.nextDouble()), random.nextDouble() < repeat,
        random.nextLong());
  }

  private Intent intent(double draw) {
    if (draw < pay) {
      return Intent.PAY;
    }
    return draw < pay + cancel ? Intent.CANCEL : Intent.LAPSE;
  }

  /** What one buyer will do. */
  record BuyerPlan(int quantity, Intent intent, boolean repeats, long seed) {}
}
