package dev.adit.relay;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/// Hands a flow that carries much over to the kernel, at a moment when nothing of it is under way
/// here. Where that can't be, everything goes on as before.
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
  private boolean over;

  Shortcut(FlowSide client, FlowSide target, Splice.Ends ends) {
    this.loop = client.channel().eventLoop();
    this.client = client;
    this.target = target;
    this.ends = ends;
  }

  /// Takes it where it is worth it and possible.
  void consider() {
    Channel one = client.channel();
    Channel other = target.channel();
    if (!tried
        && client.bytes() + target.bytes() >= WORTH_BYTES
        && client.isQuiet()
        && target.isQuiet()
        && Splice.isPossible(loop, one, other)) {
      tried = true;
      client.pause();
      target.pause();
      one.deregister().addListener(_ -> other.deregister().addListener(_ -> onLetGo(one, other)));
    }
  }

  /// Between the two something may have come, or a connection have been closed, whose descriptor
  /// may belong to another by now.
  private void onLetGo(Channel one, Channel other) {
    if (over) {
      return;
    }
    if (client.isUntouched() && target.isUntouched()) {
      splice = Splice.begin(loop, one, other, ends);
    }
    if (splice == null) {
      loop.register(one)
          .addListener(
              _ ->
                  loop.register(other)
                      .addListener(
                          _ -> {
                            client.goOn();
                            target.goOn();
                          }));
    }
  }

  void close() {
    over = true;
    if (splice != null) {
      splice.close();
    }
  }
}
