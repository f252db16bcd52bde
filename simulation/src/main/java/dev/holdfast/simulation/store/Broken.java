package dev.holdfast.simulation.store;

import org.springframework.dao.TransientDataAccessResourceException;

/** Trouble that was put on the stage; whatever else fails is a surprise. */
public final class Broken extends TransientDataAccessResourceException {

  public Broken(String what) {
    super(what);
  }
}
