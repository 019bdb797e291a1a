package dev.adit.aggregate;

import org.jspecify.annotations.Nullable;

/// How the connection to a pool is made, for whoever dials. A pool that is to be reached in another
/// way needs another connection.
///
/// @param skipVerify whether any certificate will do: no protection against an impostor
/// @param certificateSha256 hex digits, of the only one that will do; or ""
/// @param socks5 the proxy to go through; null: none
public record PoolTransport(
    boolean tls, boolean skipVerify, String certificateSha256, @Nullable Socks5 socks5) {
  public static final PoolTransport PLAIN = new PoolTransport(false, false, "", null);

  /// A SOCKS5 proxy, which is given the pool's name to look up.
  ///
  /// @param user ASCII, at most 255 characters, as is the password; "" for none
  public record Socks5(String host, int port, String user, String password) {

    /// Without user and password: it is for logs.
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
