package dev.adit.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A flow whose bytes the kernel moves from socket to socket, at half the cost of copying them. It
/// takes the place of the event loop's own handling of both connections, on the same loop, until
/// the flow ends.
///
/// On its loop's thread.
@SuppressWarnings("FutureReturnValueIgnored") // what is registered is heard of in the handle
final class Splice {
  /// In one turn, before others on the loop have theirs.
  private static final long TURN_BYTES = 4L << 20;

  /// Each has four descriptors more, which connections may need.
  private static final int MOST = 512;

  private static final EpollIoOps ALL =
      EpollIoOps.EPOLLIN
          .with(EpollIoOps.EPOLLOUT)
          .with(EpollIoOps.EPOLLRDHUP)
          .with(EpollIoOps.EPOLLERR)
          .with(EpollIoOps.EPOLLET);
  private static final AtomicInteger RUNNING = new AtomicInteger();

  /// What hears of it.
  interface Ends {
    /// So many bytes went this way.
    void onMoved(boolean fromClient, long bytes);

    /// Both ways are through.
    void onThrough();

    /// A connection is broken.
    void onBroken(boolean client);
  }

  private final IoEventLoop loop;
  private final EpollSocketChannel client;
  private final EpollSocketChannel target;
  private final Ends ends;
  private final Pipe there;
  private final Pipe back;
  private final SpliceWay out;
  private final SpliceWay in;
  private @Nullable IoRegistration clientIn;
  private @Nullable IoRegistration targetIn;
  private boolean turnComes;
  private boolean over;

  private Splice(IoEventLoop loop, EpollSocketChannel client, EpollSocketChannel target, Ends ends)
      throws IOException {
    this.loop = loop;
    this.client = client;
    this.target = target;
    this.ends = ends;
    this.there = new Pipe();
    try {
      this.back = new Pipe();
    } catch (IOException none) {
      there.close();
      throw none;
    }
    this.out = new SpliceWay(client.fd(), target.fd(), there);
    this.in = new SpliceWay(target.fd(), client.fd(), back);
  }

  /// Gets ready what may not be had, while the connections are still with their loop; null where
  /// there is no epoll, or no pipe to be had.
  static @Nullable Splice prepare(EventLoop loop, Channel client, Channel target, Ends ends) {
    if (!(client instanceof EpollSocketChannel one)
        || !(target instanceof EpollSocketChannel other)
        || !(loop instanceof IoEventLoop both)
        || RUNNING.get() >= MOST) {
      return null;
    }
    try {
      Splice splice = new Splice(both, one, other, ends);
      RUNNING.incrementAndGet();
      return splice;
    } catch (IOException none) {
      return null;
    }
  }

  /// Begins, now that the loop has let go of both connections.
  ///
  /// @param fromClient what was read of it and has not been passed on; released here
  /// @param fromTarget the same of the target
  void begin(ByteBuf fromClient, ByteBuf fromTarget) {
    out.before(fromClient);
    in.before(fromTarget);
    if (over) {
      release();
    } else {
      register();
    }
  }

  private void release() {
    out.release();
    in.release();
  }

  private void register() {
    loop.register(new Handle(client, out, in))
        .addListener(
            registered -> {
              clientIn = (IoRegistration) registered.getNow();
              onRegistered(clientIn);
            });
    if (over) {
      return; // and its descriptor may be another's
    }
    loop.register(new Handle(target, in, out))
        .addListener(
            registered -> {
              targetIn = (IoRegistration) registered.getNow();
              onRegistered(targetIn);
            });
  }

  private void onRegistered(@Nullable IoRegistration registration) {
    if (registration == null) {
      end(() -> ends.onBroken(true));
    } else if (over) {
      registration.cancel();
    } else {
      registration.submit(ALL);
      turn();
    }
  }

  /// One of the two sockets, as the loop sees it.
  private final class Handle implements EpollIoHandle {
    private final EpollSocketChannel socket;
    private final SpliceWay from;
    private final SpliceWay to;

    Handle(EpollSocketChannel socket, SpliceWay from, SpliceWay to) {
      this.socket = socket;
      this.from = from;
      this.to = to;
    }

    @Override
    public FileDescriptor fd() {
      return socket.fd();
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
      EpollIoOps ops = ((EpollIoEvent) event).ops();
      if (ops.contains(EpollIoOps.EPOLLERR)) { // with a full pipe nobody else would notice
        end(() -> ends.onBroken(socket.equals(client)));
        return;
      }
      boolean onlyOut = ops.equals(EpollIoOps.EPOLLOUT);
      boolean onlyIn = ops.equals(EpollIoOps.EPOLLIN);
      if (!onlyOut) {
        from.onReadable();
      }
      if (!onlyIn) {
        to.onWritable();
      }
      turn();
    }

    /// The loop ends.
    @Override
    public void close() {
      end(() -> ends.onBroken(true));
    }
  }

  private void turn() {
    if (over) {
      return;
    }
    long sent = out.move(TURN_BYTES);
    long received = in.move(TURN_BYTES);
    if (sent > 0) {
      ends.onMoved(true, sent);
    }
    if (received > 0) {
      ends.onMoved(false, received);
    }
    if (out.hasFailed() || in.hasFailed()) {
      boolean client = out.hasFailed() ? out.hasFailedReading() : !in.hasFailedReading();
      end(() -> ends.onBroken(client));
    } else if (out.isThrough() && in.isThrough()) {
      end(ends::onThrough);
    } else if ((out.isReady() || in.isReady()) && !turnComes) {
      turnComes = true;
      loop.execute(
          () -> {
            turnComes = false;
            turn();
          });
    }
  }

  private void end(Runnable then) {
    if (!over) {
      close();
      then.run();
    }
  }

  /// Lets go of both sockets, which stay open.
  void close() {
    if (over) {
      return;
    }
    over = true;
    RUNNING.decrementAndGet();
    for (IoRegistration registration : new IoRegistration[] {clientIn, targetIn}) {
      if (registration != null && registration.isValid()) {
        registration.cancel();
      }
    }
    release();
    there.close();
    back.close();
  }
}
