package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import java.util.List;

/// The way to one miner. All calls come on the lane's thread; none blocks, and none calls the
/// session back before it returns.
public interface MinerLink {

  /// Sends in order. It may leave at the end of the current turn; a link whose miner does not read
  /// drops the connection at its bound and tells the session through `onClosed`.
  ///
  /// A [PoolMessage.Notify] is one shared instance for all miners of a lane, so that its bytes can
  /// be rendered once.
  void send(PoolMessage message);

  /// Closes after what was sent has left. The session has already forgotten the miner.
  void close(CloseReason reason);

  /// This lane has no slot: carry the miner to another lane, whose session hears `unanswered` in
  /// that order. Nothing was sent to the miner yet. The session has already forgotten it.
  void moveElsewhere(List<MinerMessage> unanswered);

  /// Where the miner's good and bad deeds are told.
  Conduct conduct();

  /// The miner's IP address, as text, for humans.
  String address();
}
