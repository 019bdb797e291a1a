package dev.adit.forensics;

import dev.adit.forensics.Observation.ExtranonceGiven;
import dev.adit.forensics.Observation.ExtranonceGiven.How;
import dev.adit.stratum.HexBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at each extranonce that a miner is given:
///
/// - `EXTRANONCE1_CHANGED` (HIGH): an answer that nobody waits for gives another extranonce1 than
///   the one in force. Legitimate ways to change it are `mining.set_extranonce` and a new
///   subscribe. A miner that takes it over mines what the pool throws away; one that does not is
///   not harmed, but somebody has tried. No false positives are known: where bytes were missed no
///   answer counts as unasked.
/// - `EXTRANONCE2_SMALL` (MEDIUM): fewer bytes than `min_extranonce2_size` are left to the miner,
///   once for each size in a conversation. Whether they suffice depends on the miner: see
///   [SearchSpace].
final class Extranonces implements Witness.Source {
  private final AlertBook book;
  private final int minSize;

  /// @param minSize bytes; 0: any number will do
  Extranonces(AlertBook book, int minSize) {
    this.book = book;
    this.minSize = minSize;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Given(conversation.call());
  }

  private final class Given implements Witness {
    private final Call call;
    private @Nullable HexBytes first;
    private int toldSize = Integer.MAX_VALUE;

    Given(Call call) {
      this.call = call;
    }

    @Override
    public void on(Observation seen) {
      if (seen instanceof ExtranonceGiven given) {
        if (given.how() == How.UNASKED) {
          onUnasked(given);
        } else {
          first = given.extranonce1();
          checkSize(given);
        }
      }
    }

    private void onUnasked(ExtranonceGiven given) {
      HexBytes before = first;
      if (before == null || before.equals(given.extranonce1())) {
        return;
      }
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("extranonce1", Extranonces.text(given.extranonce1()));
      data.put("extranonce1_before", Extranonces.text(before));
      data.put("extranonce2_bytes", given.extranonce2Size());
      book.report(
          call,
          given.at(),
          Suspicion.EXTRANONCE1_CHANGED,
          ("The miner was given another extranonce1, %s in place of %s, without having asked and"
                  + " without mining.set_extranonce")
              .formatted(Extranonces.text(given.extranonce1()), Extranonces.text(before)),
          data);
    }

    private void checkSize(ExtranonceGiven given) {
      int size = given.extranonce2Size();
      if (size >= minSize || size == toldSize) {
        return;
      }
      toldSize = size;
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("extranonce1", Extranonces.text(given.extranonce1()));
      data.put("extranonce2_bytes", size);
      data.put("least_bytes", minSize);
      book.report(
          call,
          given.at(),
          Suspicion.EXTRANONCE2_SMALL,
          "The pool leaves %d bytes of extranonce2 to the miner, fewer than %d"
              .formatted(size, minSize),
          data);
    }
  }

  /// A stranger chooses how long it is.
  static String text(HexBytes extranonce1) {
    String hex = extranonce1.hex();
    return hex.length() <= 64 ? hex : hex.substring(0, 64) + "...";
  }
}
