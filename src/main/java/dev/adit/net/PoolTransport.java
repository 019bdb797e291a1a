package dev.adit.net;

/// How the connection to a pool is made.
///
/// @param skipVerify whether any certificate will do: no protection against an impostor
/// @param certificateSha256 hex digits, of the only one that will do; or ""
public record PoolTransport(boolean tls, boolean skipVerify, String certificateSha256) {
  public static final PoolTransport PLAIN = new PoolTransport(false, false, "");
}
