package dev.adit.net;

import dev.adit.aggregate.LaneView;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The listeners of one name as of one moment; immutable.
///
/// @param address what it is bound to; null where a reload has removed it
/// @param miners connections
/// @param turnedAway connections closed without a lane's doing, by reason label
/// @param acceptFailures how often a connection could not be taken in (no file descriptor left)
/// @param lanes those that live
/// @param ended what the lanes that were given up have counted, as one without pool or miners; null
///   where there were none
public record DoorView(
    String name,
    @Nullable InetSocketAddress address,
    int miners,
    Map<String, Long> turnedAway,
    long acceptFailures,
    List<LaneView> lanes,
    @Nullable LaneView ended) {

  DoorView with(List<LaneView> living) {
    return new DoorView(name, address, miners, turnedAway, acceptFailures, living, ended);
  }
}
