package dev.adit.net;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/// Netty's epoll, but it forgets no socket. Netty (4.2.18, and 4.2.20 still) takes one that waits
/// for nothing out of the kernel's set, and afterwards changes it there as if it were still in: so
/// what is written to a side that has said all it had to say breaks the connection as soon as that
/// side reads slowly.
final class SteadyEpoll implements IoHandler {

  /// Nothing, but once: else a socket whose other end is gone would wake us without end.
  private static final EpollIoOps NOTHING = EpollIoOps.EPOLLET;

  private final IoHandler epoll;

  private SteadyEpoll(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory theirs = EpollIoHandler.newFactory();
    return new IoHandlerFactory() {
      @Override
      public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new SteadyEpoll(theirs.newHandler(executor));
      }

      @Override
      public boolean isChangingThreadSupported() {
        return theirs.isChangingThreadSupported();
      }
    };
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Lasting(epoll.register(handle));
  }

  private static final class Lasting implements IoRegistration {
    private final IoRegistration registration;

    /// Whether the kernel knows of it.
    private boolean added;

    Lasting(IoRegistration registration) {
      this.registration = registration;
    }

    @Override
    public long submit(IoOps ops) {
      if (ops.equals(EpollIoOps.NONE)) {
        return added ? registration.submit(NOTHING) : registration.submit(ops);
      }
      added = true;
      return registration.submit(ops);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Netty has it
    public <T> T attachment() {
      return registration.attachment();
    }

    @Override
    public boolean isValid() {
      return registration.isValid();
    }

    @Override
    public boolean cancel() {
      return registration.cancel();
    }
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return epoll.isCompatible(handleType);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }
}
