package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A pool's statistics of one account, as ckpool or public-pool make and write them, in virtual
/// time. Honest but for what a test makes of it.
final class Bookkeeper {
  private static final double HASHES = 4294967296.0;

  /// Parts of the truth.
  double rateTold = 1;

  double sharesTold = 1;

  /// Whom it leaves out; "" nobody.
  String hidden = "";

  private final Style style;
  private final String address;
  private final Map<String, Book> books = new TreeMap<>();
  private final Book all = new Book();

  Bookkeeper(Style style, String address) {
    this.style = style;
    this.address = address;
  }

  private static final class Book {
    private final Deque<double[]> session = new ArrayDeque<>();
    private double perSecond;
    private double decayed;
    private double unadded;
    private double shares;
    private double sessionRate;
    private long last;

    /// As ckpool's decay_time() does it.
    void add(double difficulty, double now) {
      unadded += difficulty;
      double seconds = now - decayed;
      if (seconds <= 0) {
        return;
      }
      double part = 1 - Math.exp(-seconds / 3600);
      perSecond = (perSecond + unadded / seconds * part) / (1 + part);
      unadded = 0;
      decayed = now;
    }

    /// As public-pool does it: of the last shares, whatever time they took.
    void addToSession(double difficulty, double now) {
      if (session.size() > 30) {
        session.removeFirst();
      }
      session.addLast(new double[] {now, difficulty});
      double seconds = now - session.getFirst()[0];
      if (seconds > 60 && session.size() > 2) {
        sessionRate = session.stream().mapToDouble(it -> it[1]).sum() * HASHES / seconds;
      }
    }
  }

  void accept(String user, double difficulty, double now) {
    for (Book book : new Book[] {all, books.computeIfAbsent(user, _ -> new Book())}) {
      book.add(difficulty, now);
      book.addToSession(difficulty, now);
      book.shares += difficulty;
      book.last = Talk.NOON.getEpochSecond() + (long) now;
    }
  }

  void hangUp(String user) {
    if (style == Style.PUBLIC_POOL) {
      books.remove(user);
    }
  }

  /// All is lost.
  void forget() {
    books.clear();
    all.perSecond = 0;
    all.shares = 0;
  }

  /// What it publishes; once a minute, or at each look.
  PoolReport report(double now) {
    String text = style == Style.CKPOOL ? ckpool(now) : publicPool();
    try {
      return ReportReader.read(text.getBytes(StandardCharsets.UTF_8), style);
    } catch (IOException ours) {
      throw new IllegalStateException(text, ours);
    }
  }

  private String ckpool(double now) {
    StringBuilder workers = new StringBuilder();
    books.forEach(
        (user, book) -> {
          if (!user.equals(hidden)) {
            workers.append(workers.isEmpty() ? "" : ",");
            workers.append("{\"workername\": \"%s\",%s}".formatted(user, figures(book, now)));
          }
        });
    return "{%s, \"workers\": %d, \"worker\": [%s]}\n"
        .formatted(figures(all, now), books.size(), workers);
  }

  private String figures(Book book, double now) {
    book.add(0, now);
    String rate = suffixed(book.perSecond * HASHES * rateTold);
    return """
    "hashrate1m": "%s", "hashrate5m": "%s", "hashrate1hr": "%s",
    "lastshare": %d, "shares": %s, "bestshare": 1.5\
    """
        .formatted(rate, rate, rate, book.last, Double.toString(book.shares * sharesTold));
  }

  private static String suffixed(double rate) {
    double value = rate;
    int thousands = 0;
    while (value >= 1000) {
      value /= 1000;
      thousands++;
    }
    return String.format(Locale.ROOT, "%.3g", value)
        + (thousands == 0 ? "" : "KMGTPE".charAt(thousands - 1));
  }

  private String publicPool() {
    StringBuilder sessions = new StringBuilder();
    books.forEach(
        (user, book) -> {
          if (!user.equals(hidden)) {
            sessions.append(sessions.isEmpty() ? "" : ",");
            sessions.append(
                "{\"sessionId\":\"a1\",\"name\":\"%s\",\"bestDifficulty\":\"1.50\",\"hashRate\":%s,\"lastSeen\":\"%s\"}"
                    .formatted(
                        user.replace(address + ".", ""),
                        Double.toString(book.sessionRate * rateTold),
                        Instant.ofEpochSecond(book.last)));
          }
        });
    return "{\"workersCount\":%d,\"workers\":[%s]}".formatted(books.size(), sessions);
  }
}
