package dev.adit.forensics;

import dev.adit.forensics.Observation.ExtranonceGiven;
import dev.adit.stratum.HexBytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Looks at how a pool chooses extranonces: `EXTRANONCE1_PREDICTABLE` (INFO) where from one session
/// to the next, of the last 16 to 64, fewer than a quarter of the bits can't be guessed from the
/// one before. Once, until they can't be guessed again.
///
/// That a pool counts up is usual (ckpool does) and harms nobody: each miner still has a space of
/// its own. It tells whoever sees one extranonce1 which others are given.
///
/// The measure: the mean of log2(1 + distance), of numbers read from the end that gives the lesser.
/// One that counts up by one has 1 bit; one that throws dice has two or three fewer than it has
/// room for.
final class ExtranonceOrder implements Witness.Source {
  private static final int LEAST = 16;
  private static final int MOST = 64;
  private static final int MOST_BYTES = 8;

  private final AlertBook book;

  /// By the pool's name, of the configuration.
  private final Map<String, Pool> pools = new HashMap<>();

  private volatile Map<String, ExtranonceView> published = Map.of();

  ExtranonceOrder(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof ExtranonceGiven given && given.how() == ExtranonceGiven.How.ASKED) {
        onGiven(conversation.call(), given);
      }
    };
  }

  /// What each pool gives, by its name. On any thread.
  Map<String, ExtranonceView> views() {
    return published;
  }

  private void onGiven(Call call, ExtranonceGiven given) {
    Pool pool = pools.computeIfAbsent(call.pool(), _ -> new Pool());
    pool.add(given.extranonce1());
    ExtranonceView view =
        new ExtranonceView(
            given.extranonce1().size(), given.extranonce2Size(), pool.given.size(), pool.bits());
    Map<String, ExtranonceView> next = new HashMap<>(published);
    next.put(call.pool(), view);
    published = Map.copyOf(next);
    double room = 8.0 * Math.min(given.extranonce1().size(), MOST_BYTES);
    boolean predictable = pool.given.size() >= LEAST && view.unguessableBits() < room / 4;
    if (predictable && !pool.told) {
      report(call, given, view);
    }
    pool.told = predictable;
  }

  private void report(Call call, ExtranonceGiven given, ExtranonceView view) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sessions", view.sessions());
    data.put("unguessable_bits", view.unguessableBits());
    data.put("extranonce1_bytes", view.extranonce1Bytes());
    data.put("extranonce1", Extranonces.text(given.extranonce1()));
    book.report(
        call,
        given.at(),
        Suspicion.EXTRANONCE1_PREDICTABLE,
        String.format(
            Locale.ROOT,
            "The pool gives extranonces in an order that can be guessed (%.1f bits of chance from"
                + " one to the next); many pools count them up, which harms nobody",
            view.unguessableBits()),
        data);
  }

  /// Of one pool.
  private static final class Pool {
    private final Deque<HexBytes> given = new ArrayDeque<>();
    private boolean told;

    /// One that is resumed was chosen before.
    void add(HexBytes whole) {
      HexBytes next = whole.size() <= MOST_BYTES ? whole : part(whole);
      if (given.contains(next) || next.size() == 0) {
        return;
      }
      if (!given.isEmpty() && given.getLast().size() != next.size()) {
        given.clear();
      }
      if (given.size() == MOST) {
        given.removeFirst();
      }
      given.addLast(next);
    }

    private static HexBytes part(HexBytes whole) {
      byte[] bytes = new byte[MOST_BYTES];
      for (int i = 0; i < MOST_BYTES; i++) {
        bytes[i] = whole.at(whole.size() - MOST_BYTES + i);
      }
      return HexBytes.of(bytes);
    }

    double bits() {
      return Math.min(bits(true), bits(false));
    }

    private double bits(boolean bigEndian) {
      double sum = 0;
      Iterator<HexBytes> each = given.iterator();
      long before = each.hasNext() ? number(each.next(), bigEndian) : 0;
      while (each.hasNext()) {
        HexBytes next = each.next();
        long number = number(next, bigEndian);
        int unused = 64 - 8 * next.size();
        // Around the end, as a counter goes.
        double distance = Math.abs((double) ((number - before) << unused >> unused));
        sum += Math.log1p(distance) / Math.log(2);
        before = number;
      }
      return given.size() < 2 ? 0 : sum / (given.size() - 1);
    }

    private static long number(HexBytes bytes, boolean bigEndian) {
      long number = 0;
      for (int i = 0; i < bytes.size(); i++) {
        number = (number << 8) | (bytes.at(bigEndian ? i : bytes.size() - 1 - i) & 0xff);
      }
      return number;
    }
  }
}
