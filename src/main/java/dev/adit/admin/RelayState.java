package dev.adit.admin;

import java.util.List;
import java.util.Map;

/// A relay as of one moment; immutable.
///
/// @param mode as in the configuration
/// @param address where it is bound; "" where a reload has closed it and flows go on
/// @param open flows that go on
/// @param begun flows since the start
/// @param ended of those the ones that have ended, by reason label
/// @param turnedAway connections without the header of a load balancer that was expected
/// @param dropped datagrams that were not carried
/// @param sent bytes from clients to targets
/// @param received bytes from targets to clients
/// @param talkers addresses of clients with flows that go on, those with most bytes first; not all
public record RelayState(
    String name,
    String mode,
    String address,
    int open,
    long begun,
    Map<String, Long> ended,
    long turnedAway,
    long dropped,
    long sent,
    long received,
    List<Target> targets,
    List<Talker> talkers) {

  /// So many talkers are worth a look.
  public static final int MOST_TALKERS = 20;

  /// Somewhere that it leads to.
  ///
  /// @param state `up`, `down`, or `unknown` while nobody has asked
  /// @param problem why it is down; empty where it is not
  public record Target(String address, String state, String problem) {
    boolean isDown() {
      return state.equals("down");
    }
  }

  /// A client's address.
  ///
  /// @param flows those that go on
  /// @param sent bytes of these flows
  /// @param received bytes of these flows
  public record Talker(String address, int flows, long sent, long received) {}

  public RelayState {
    ended = Map.copyOf(ended);
    targets = List.copyOf(targets);
    talkers = List.copyOf(talkers);
  }

  long down() {
    return targets.stream().filter(Target::isDown).count();
  }
}
