package dev.adit.sim;

import dev.adit.sim.JobPlan.Tip;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.BitcoinAddress;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Jobs that look like a real pool's: a coinbase that parses as a transaction, a chain that grows
/// by a block at a time, a random merkle branch.
final class RandomJobs implements JobFeed {
  private static final String TAG = "/adit-sim/";
  private static final int FIRST_HEIGHT = 850_000;
  private static final int VERSION = 0x20000000;

  private final SimPoolSettings settings;
  private final Trickery tricks;
  private final Extranonces extranonces;
  private final RandomGenerator random;
  private final HexBytes payout;
  private Tip tip;
  private HexBytes toldPrevhash = HexBytes.EMPTY;
  private int number;

  RandomJobs(
      SimPoolSettings settings, Trickery tricks, Extranonces extranonces, RandomGenerator random) {
    this.settings = settings;
    this.tricks = tricks;
    this.extranonces = extranonces;
    this.random = random;
    this.payout = Objects.requireNonNull(BitcoinAddress.script(settings.payoutAddress));
    this.tip = Tip.of(settings.seed, FIRST_HEIGHT, 0);
  }

  @Override
  public Notify next(boolean newBlock, long nowUnixSeconds) {
    if (newBlock || number == 0) {
      tip = tip.next(nowUnixSeconds);
    }
    number++;
    JobPlan plan = tricks.plan(honest(nowUnixSeconds));
    Coinbase coinbase =
        Coinbase.of(plan, extranonces.bytes(), bytes(Coinbase.COMMITMENT), bytes(Coinbase.NOTE));
    HexBytes prevhash = plan.tip().prevhash();
    boolean clean = !prevhash.equals(toldPrevhash);
    toldPrevhash = prevhash;
    return new Notify(
        Integer.toHexString(number),
        prevhash,
        coinbase.head(),
        coinbase.tail(),
        plan.branch(),
        VERSION,
        plan.nbits(),
        (int) plan.ntime(),
        clean);
  }

  @Override
  public boolean owesJob(long nowUnixSeconds) {
    return tricks.owesJob(nowUnixSeconds);
  }

  private JobPlan honest(long nowUnixSeconds) {
    return new JobPlan(
        tip,
        nowUnixSeconds,
        nowUnixSeconds,
        settings.nbits,
        Stream.generate(() -> bytes(32)).limit(settings.branches).toList(),
        payout,
        TAG);
  }

  private HexBytes bytes(int size) {
    byte[] some = new byte[size];
    random.nextBytes(some);
    return HexBytes.of(some);
  }
}
