package dev.adit.net;

import dev.adit.forensics.Ear;
import dev.adit.forensics.Party;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// What one side has said and those who watch are still to be told. It is held on to when it comes,
/// and copied only when it is on its way. On its loop's thread.
public final class Overheard {
  private final Ear ear;
  private final Party who;
  private final List<ByteBuf> pieces = new ArrayList<>(2);
  private int bytes;

  public Overheard(Ear ear, Party who) {
    this.ear = ear;
    this.who = who;
  }

  /// To be told. The caller goes on with the piece as if nothing had happened.
  public void keep(ByteBuf piece) {
    pieces.add(piece.retainedDuplicate());
    bytes += piece.readableBytes();
  }

  /// All of it has been sent.
  public void tell() {
    if (bytes > 0) {
      byte[] said = new byte[bytes];
      int at = 0;
      for (ByteBuf piece : pieces) {
        int length = piece.readableBytes();
        piece.readBytes(said, at, length);
        at += length;
      }
      ear.heard(who, said);
    }
    pieces.forEach(ByteBuf::release);
    pieces.clear();
    bytes = 0;
  }
}
