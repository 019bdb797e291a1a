package dev.adit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A small SOCKS5 proxy (RFC 1928, RFC 1929) on loopback. Whatever it is asked for, it finds on
/// 127.0.0.1.
public final class SocksServer implements AutoCloseable {
  private static final int VERSION = 5;
  private static final int NO_LOGIN = 0;
  private static final int PASSWORD = 2;
  private static final int NONE_WILL_DO = 0xff;
  private static final int REFUSED = 5;

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String login;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  private SocksServer(String login) throws IOException {
    this.login = login;
    Thread.ofVirtual().start(this::accept);
  }

  /// Lets everyone in.
  public static SocksServer open() throws IOException {
    return new SocksServer("");
  }

  /// Lets in whoever knows both.
  public static SocksServer withLogin(String user, String password) throws IOException {
    return new SocksServer(user + ":" + password);
  }

  public int port() {
    return door.getLocalPort();
  }

  /// What it was asked for, as it was written: "name pool.test 3333", "IPv6 2001:db8:0:0:0:0:0:7
  /// 3333".
  public List<String> asked() {
    return asked;
  }

  /// From now on it takes connections and says nothing.
  public void fallSilent() {
    silent = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      if (silent) {
        in.readAllBytes();
      } else if (greet(in, out) && logIn(in, out)) {
        connect(client, in, out);
      }
    } catch (IOException gone) {
      return;
    }
  }

  private boolean greet(DataInputStream in, OutputStream out) throws IOException {
    expect(in, VERSION);
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    int wanted = login.isEmpty() ? NO_LOGIN : PASSWORD;
    boolean offered = new String(methods, US_ASCII).indexOf(wanted) >= 0;
    out.write(new byte[] {VERSION, (byte) (offered ? wanted : NONE_WILL_DO)});
    return offered;
  }

  private boolean logIn(DataInputStream in, OutputStream out) throws IOException {
    if (login.isEmpty()) {
      return true;
    }
    expect(in, 1);
    String user = text(in);
    boolean known = login.equals(user + ":" + text(in));
    out.write(new byte[] {1, (byte) (known ? 0 : 1)});
    return known;
  }

  private void connect(Socket client, DataInputStream in, OutputStream out) throws IOException {
    expect(in, VERSION);
    expect(in, 1);
    expect(in, 0);
    String host =
        switch (in.readUnsignedByte()) {
          case 1 -> "IPv4 " + InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 3 -> "name " + text(in);
          case 4 -> "IPv6 " + InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
          default -> throw new IOException("no such kind of address");
        };
    int port = in.readUnsignedShort();
    asked.add(host + " " + port);
    try (Socket pool = new Socket(InetAddress.getLoopbackAddress(), port)) {
      open.add(pool);
      out.write(new byte[] {VERSION, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      Thread back = Thread.ofVirtual().start(() -> carry(pool, client));
      carry(client, pool);
      back.join();
    } catch (IOException nobodyThere) {
      out.write(new byte[] {VERSION, REFUSED, 0, 1, 0, 0, 0, 0, 0, 0});
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void carry(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException ended) {
      return;
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), US_ASCII);
  }

  private static void expect(DataInputStream in, int value) throws IOException {
    if (in.readUnsignedByte() != value) {
      throw new IOException("that is not SOCKS5");
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
