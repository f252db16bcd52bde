package dev.holdfast.inventory;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Makes the workers' pools drop connections that Hikari itself would keep: to a server that has
 * become read-only, or whose transaction was ended by a time-out.
 */
public class BrokenConnections implements SQLExceptionOverride {

  private static final Set<String> BROKEN = Set.of("25006", "25P03", "25P04");

  @java.lang.Override
  public Override adjudicate(SQLException e) {
    return e.getSQLState() != null && BROKEN.contains(e.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
