package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import org.jspecify.annotations.Nullable;

/// Cheating in what a connection is told besides work and answers.
final class SessionTricks {
  private SessionTricks() {}

  static final class SecondAnswer implements Trick {
    @Override
    public boolean disturb(PoolSide miner) {
      miner.subscribeAnew();
      return true;
    }
  }

  static final class SameExtranonce implements Trick {
    private @Nullable HexBytes first;

    @Override
    public HexBytes extranonce1(HexBytes honest) {
      HexBytes known = first;
      if (known == null) {
        first = honest;
        return honest;
      }
      return known;
    }
  }

  static final class SmallExtranonce implements Trick {
    @Override
    public int extranonce2Size(int honest) {
      return Math.min(honest, 2);
    }
  }

  static final class Redirect implements Trick {
    @Override
    public boolean disturb(PoolSide miner) {
      miner.say(new PoolMessage.Reconnect("pool.evil.example", 3333, 0));
      return true;
    }
  }
}
