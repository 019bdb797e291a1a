package dev.adit.sim;

import java.util.Locale;

/// How a simulated miner differs from a good one. Several may be combined.
public enum Behaviour {
  /// Configures, subscribes, authorises in one segment; submits what it finds with version bits.
  NORMAL,
  /// Stops reading once it has work, and goes on submitting.
  SLOW_READER,
  /// Authorises, then says nothing more.
  SILENT,
  /// Says things that are no Stratum between its shares.
  GARBAGE,
  /// Submits every share twice.
  DUPLICATE,
  /// Works on the job before the current one.
  STALE,
  /// Hangs up every now and then and comes back.
  CHURN,
  /// Has one id for all submits, as some miners do.
  ONE_ID,
  /// Has strings as ids, as bfgminer does.
  STRING_ID,
  /// Never asks for version rolling, and so submits five parameters.
  NO_CONFIGURE,
  /// Authorises before it subscribes.
  AUTHORIZE_FIRST,
  /// Follows `mining.set_extranonce`, and says so.
  XNSUB,
  /// Rolls the version bits it was granted.
  ROLL_VERSION;

  /// As on the command line: `slow-reader`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
