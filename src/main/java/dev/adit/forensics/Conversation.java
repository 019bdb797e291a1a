package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.StratumCodec;
import dev.adit.work.Difficulty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a miner and a pool say to each other on one connection, understood. On the analyser's
/// thread.
final class Conversation {
  private final Call call;
  private final @Nullable Manners manners;
  private final StratumCodec codec;
  private final List<Witness> witnesses = new ArrayList<>();
  private final Lines minerLines = new Lines(Lines.LONGEST_OF_MINERS_BYTES);
  private final Lines poolLines = new Lines(Lines.LONGEST_BYTES);
  private final Dialogue dialogue;
  private boolean underWay;
  private boolean minerHasSpoken;
  private boolean minerHasSaidALine;
  private boolean poolHasSpoken;

  /// @param manners where somebody wants to know how the miner behaves
  /// @param underWay whether something was said before that was not heard
  Conversation(
      Call call,
      @Nullable Manners manners,
      StratumCodec codec,
      Prover prover,
      JobParts parts,
      boolean underWay) {
    this.call = call;
    this.manners = manners;
    this.codec = codec;
    this.dialogue = new Dialogue(call.algorithm(), codec, prover, parts, this::tell);
    this.underWay = underWay;
    if (underWay) {
      dialogue.doubt();
    }
  }

  void heardBy(List<? extends Witness.Source> sources) {
    sources.forEach(source -> witnesses.add(source.attend(this)));
  }

  /// Others than before hear it, from its middle on.
  void heardAnew(List<? extends Witness.Source> sources, Moment now) {
    underWay = true;
    witnesses.clear();
    heardBy(sources);
    begin(now);
  }

  /// Whether those who hear it have not heard its beginning.
  boolean isUnderWay() {
    return underWay;
  }

  Call call() {
    return call;
  }

  /// That was authorised last, or else asked for; "" before.
  String worker() {
    return dialogue.worker();
  }

  @Nullable HexBytes extranonce1() {
    return dialogue.terms().extranonce1();
  }

  int extranonce2Size() {
    return dialogue.terms().extranonce2Size();
  }

  /// The bits of the version that miners may roll; 0: none.
  int versionMask() {
    return dialogue.terms().versionMask();
  }

  /// As the pool set it last; 1 before.
  Difficulty difficulty() {
    return dialogue.terms().difficulty();
  }

  /// The newest; null before the first.
  @Nullable SeenJob job() {
    return dialogue.terms().job();
  }

  void begin(Moment at) {
    tell(new Observation.Began(at));
  }

  void said(Party who, byte[] bytes, boolean afterGap, Moment at) {
    minerHasSpoken |= who == Party.MINER;
    poolHasSpoken |= who == Party.POOL;
    Lines lines = who == Party.MINER ? minerLines : poolLines;
    try {
      if (afterGap) {
        lines.onGap();
        onGap(who, at);
      }
      lines.feed(bytes, sink(who, at));
    } catch (RuntimeException | Error ours) {
      // What came with that line is not heard.
      lines.onGap();
      dialogue.doubt();
      if (manners != null) {
        manners.missSome();
      }
      throw ours;
    }
  }

  private Lines.Sink sink(Party who, Moment at) {
    return new Lines.Sink() {
      @Override
      public void onLine(byte[] line, int offset, int length) {
        if (!StratumCodec.isBlank(line, offset, length)) {
          hear(who, line, offset, length, at);
        }
      }

      @Override
      public void onUnread() {
        minerHasSaidALine |= who == Party.MINER;
        for (Witness witness : witnesses) {
          witness.onLeftOut(who, at);
        }
        if (who == Party.MINER) {
          dialogue.onUnread();
        }
        String problem = "too long, or only a part of it was heard";
        tell(new Observation.Unread(at, who, problem, false));
      }
    };
  }

  private void onGap(Party who, Moment at) {
    dialogue.doubt();
    tell(new Observation.Missed(at, who));
  }

  private void hear(Party who, byte[] line, int offset, int length, Moment at) {
    minerHasSaidALine |= who == Party.MINER;
    for (Witness witness : witnesses) {
      witness.onLine(who, line, offset, length, at);
    }
    if (who == Party.MINER) {
      dialogue.onMiner(codec.readMiner(line, offset, length), at);
    } else {
      dialogue.onPool(codec.readPool(line, offset, length), at);
    }
  }

  void pass(Moment now) {
    dialogue.pass(now);
    tell(new Observation.Passed(now));
  }

  void end(Moment at) {
    tell(new Observation.Ended(at, dialogue.openShares()));
  }

  private void tell(Observation seen) {
    for (Witness witness : witnesses) {
      witness.on(seen);
    }
    if (manners != null) {
      manners.on(seen, this);
    }
  }

  /// Whether something was not heard, or forgotten: what is missing now may have been there.
  boolean isDoubtful() {
    return dialogue.isDoubtful();
  }

  /// Whether the miner has said anything that a pool could answer: a line, or, in a language
  /// without lines, something beside what the pool says.
  boolean isSpoken() {
    return minerHasSaidALine || (minerHasSpoken && poolHasSpoken);
  }

  /// Whether the pool changed unasked what shares are made of.
  boolean hasShifted() {
    return dialogue.terms().hasShifted();
  }

  /// Whether a login waits for the pool's word.
  boolean awaitsLogin() {
    return dialogue.awaitsLogin();
  }
}
