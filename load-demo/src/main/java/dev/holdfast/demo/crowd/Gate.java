package dev.holdfast.demo.crowd;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Where buyers gather, connected and signed in, until the sale starts for all at once. */
final class Gate {

  private static final int SIGNING_IN_AT_ONCE = 64;

  private final Semaphore signingIn = new Semaphore(SIGNING_IN_AT_ONCE);
  private final CountDownLatch ready;
  private final CountDownLatch opened = new CountDownLatch(1);

  Gate(int buyers) {
    ready = new CountDownLatch(buyers);
  }

  void signIn(Runnable signIn) throws InterruptedException {
    signingIn.acquire();
    try {
      signIn.run();
    } finally {
      signingIn.release();
    }
  }

  /** Says that one buyer is at the gate, or will never come. */
  void arrive() {
    ready.countDown();
  }

  void await() throws InterruptedException {
    opened.await();
  }

  boolean everybodyIsHere() {
    return ready.getCount() == 0;
  }

  void open() {
    opened.countDown();
  }
}
