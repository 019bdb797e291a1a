package dev.adit.net;

/// How the connection to a pool is made.
///
/// @param skipVerify whether any certificate will do: no protection against an impostor
public record PoolTransport(boolean tls, boolean skipVerify) {
  public static final PoolTransport PLAIN = new PoolTransport(false, false);
}
