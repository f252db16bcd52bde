package dev.holdfast.orders;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;

/** Counts the MACs that are computed with keys made while it was installed. */
final class CountedMacs implements AutoCloseable {

  private static final String NAME = "counted";
  private static final AtomicInteger DONE = new AtomicInteger();

  CountedMacs() {
    Security.insertProviderAt(new Counting(), 1);
  }

  /** How many since the last look. */
  int done() {
    return DONE.getAndSet(0);
  }

  @Override
  public void close() {
    Security.removeProvider(NAME);
  }

  private static final class Counting extends Provider {

    Counting() {
      super(NAME, "1", "counts");
      putService(new Service(this, "Mac", "HmacSHA256", Counted.class.getName(), null, null) {
        @Override
        public Object newInstance(@Nullable Object parameter) {
          return new Counted();
        }
      });
    }
  }

  private static final class Counted extends MacSpi implements Cloneable {

    private Mac real;

    Counted() {
      try {
        real = Mac.getInstance("HmacSHA256", "SunJCE");
      } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected int engineGetMacLength() {
      return real.getMacLength();
    }

    @Override
    protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      real.init(key, parameters);
    }

    @Override
    protected void engineUpdate(byte input) {
      real.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      real.update(input, offset, length);
    }

    @Override
    protected byte[] engineDoFinal() {
      DONE.incrementAndGet();
      return real.doFinal();
    }

    @Override
    protected void engineReset() {
      real.reset();
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
      var copy = (Counted) super.clone();
      copy.real = (Mac) real.clone();
      return copy;
    }
  }
}
