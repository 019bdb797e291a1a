package dev.adit.relay;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/// Hands a flow that carries much over to the kernel, at a moment when nothing of it waits here to
/// be written. There is no way back: what has come meanwhile goes first.
///
/// On its loop's thread.
@SuppressWarnings("FutureReturnValueIgnored") // failures close a connection, which is heard of
final class Shortcut {
  /// Less is carried sooner than a shortcut is made.
  private static final long WORTH_BYTES = 1 << 20;

  private final EventLoop loop;
  private final FlowSide client;
  private final FlowSide target;
  private final Splice.Ends ends;
  private boolean tried;
  private @Nullable Splice splice;

  Shortcut(FlowSide client, FlowSide target, Splice.Ends ends) {
    this.loop = client.channel().eventLoop();
    this.client = client;
    this.target = target;
    this.ends = ends;
  }

  /// Takes it where it is worth it and possible.
  void consider() {
    if (!tried
        && client.bytes() + target.bytes() >= WORTH_BYTES
        && client.isQuiet()
        && target.isQuiet()) {
      tried = true;
      Channel one = client.channel();
      Channel other = target.channel();
      Splice prepared = Splice.prepare(loop, one, other, ends);
      if (prepared != null) {
        splice = prepared;
        client.pause();
        target.pause();
        one.deregister().addListener(_ -> other.deregister().addListener(_ -> onLetGo(prepared)));
      }
    }
  }

  /// Meanwhile a connection may have been closed, whose descriptor may belong to another by now.
  private void onLetGo(Splice prepared) {
    boolean clientIsThere = client.channel().isOpen();
    if (clientIsThere && target.channel().isOpen()) {
      prepared.begin(client.takeHeld(), target.takeHeld());
    } else {
      ends.onBroken(!clientIsThere);
    }
  }

  void close() {
    if (splice != null) {
      splice.close();
    }
  }
}
