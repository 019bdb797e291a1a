package dev.adit.forensics;

/// How long a miner needs to search all that one job offers.
///
/// @param address of the machine, or the lane's name
/// @param worker whose share came last
/// @param rolledVersionBits that the pool lets the miner roll
/// @param hashesPerSecond as estimated from accepted shares
/// @param secondsToExhaust all extranonces, nonces and versions; the time, which can be rolled too,
///   is left out
public record SearchSpaceView(
    String address,
    String worker,
    String pool,
    int extranonce2Bytes,
    int rolledVersionBits,
    double hashesPerSecond,
    double secondsToExhaust) {

  /// As of [ExtranonceView#quality()].
  public String quality() {
    return ExtranonceView.quality(extranonce2Bytes);
  }
}
