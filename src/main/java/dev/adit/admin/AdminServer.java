package dev.adit.admin;

import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.guard.Guard;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/// The HTTP port. Small: one selector thread, a virtual thread per request in progress, HTTP/1.1
/// only, a bound on connections.
public final class AdminServer {
  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_HEADER_BYTES = 8 * 1024;
  private static final int IDLE_MILLIS = 30_000;

  private final HostPort listen;
  private final Routes routes;
  private @Nullable Server running;

  /// @param config one that says where to listen
  public AdminServer(AdminConfig config, LiveState state, Rereading rereading, Guard guard) {
    this.listen = Objects.requireNonNull(config.listen());
    DebugPages debug = config.pprof() ? new DebugPages() : null;
    this.routes = new Routes(new Access(config), state, rereading, guard, debug);
  }

  /// Binds and serves. Takes a tenth of a second or several, most of it the loading of classes:
  /// best done beside other work.
  ///
  /// @return where it is bound, with the port that the system chose if it was left to it
  /// @throws IOException if it can't be bound; the message says where and why, in a line
  public HostPort start() throws IOException {
    ServerSocketChannel socket = bind();
    Server server = new Server(threads());
    server.setStopTimeout(0);
    server.setErrorHandler(AdminServer::refuse);
    server.addConnector(connector(server, socket));
    server.setHandler(new AdminHandler(routes));
    begin(server);
    running = server;
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    return new HostPort(listen.host(), port);
  }

  /// Ends at once, whatever is being served.
  public void stop() {
    Server server = running;
    if (server != null) {
      LifeCycle.stop(server);
    }
    routes.close();
  }

  private ServerSocketChannel bind() throws IOException {
    boolean everywhere = listen.host().isEmpty();
    InetSocketAddress address =
        everywhere
            ? new InetSocketAddress(listen.port())
            : new InetSocketAddress(listen.host(), listen.port());
    // A socket of IPv6, which Java opens by itself, takes 0.0.0.0 for every address.
    ServerSocketChannel socket =
        !everywhere && address.getAddress() instanceof Inet4Address
            ? ServerSocketChannel.open(StandardProtocolFamily.INET)
            : ServerSocketChannel.open();
    try {
      return socket.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
    } catch (IOException | UnresolvedAddressException failure) {
      socket.close();
      String why = failure.getMessage() == null ? "unknown host" : failure.getMessage();
      throw new IOException("admin.listen: \"" + listen + "\" can't be used: " + why, failure);
    }
  }

  private static ThreadPool threads() {
    // Its own queue would start all of JMX and the flight recorder, only to ask for a cache line's
    // size: a tenth of a second. The number of connections bounds this one.
    QueuedThreadPool threads =
        new QueuedThreadPool(4, 1, IDLE_MILLIS, 0, new LinkedBlockingQueue<>(), null, null);
    threads.setName("admin");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return threads;
  }

  private static ServerConnector connector(Server server, ServerSocketChannel socket)
      throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    connector.open(socket);
    return connector;
  }

  /// What never reaches a page, such as a malformed request, and our own faults: nothing about us,
  /// nothing of theirs.
  private static boolean refuse(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
    boolean ours = response.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR_500;
    Content.Sink.write(response, true, ours ? "internal error\n" : "bad request\n", callback);
    return true;
  }

  private static void begin(Server server) throws IOException {
    try {
      server.start();
    } catch (IOException failure) {
      throw failure;
    } catch (Exception failure) { // all that its interface promises
      throw new IOException(failure.getMessage(), failure);
    }
  }
}
