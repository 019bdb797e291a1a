package dev.adit.forensics;

import dev.adit.stratum.PoolMessage;
import dev.adit.work.Difficulty;
import dev.adit.work.Proof;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// `geek_mode_analysis.txt`: what is behind the messages, in figures. Times without a day; a line
/// of its own tells when a day begins.
final class GeekFile implements Witness.Source {
  static final String NAME = "geek_mode_analysis.txt";

  private static final int GENEROUS_BYTES = 6;
  private static final int ADEQUATE_BYTES = 4;

  private final AlertBook book;
  private final Consumer<Alert> listener = this::onAlert;
  private final RotatedFile file;
  private Moment latest = Moment.NEVER;
  private Instant day = Instant.EPOCH;

  GeekFile(FileRoom room, AlertBook book) {
    this.file =
        room.file(NAME, at -> "=== GEEK MODE ANALYSIS - " + Times.iso(at.time()) + " ===\n");
    this.book = book;
    book.listen(listener);
  }

  private void onAlert(Alert alert) {
    add(
        alert.last(),
        "FRAUD",
        alert.what().severity() + " " + alert.what().kind().text() + ": " + alert.description(),
        AlertText.data(alert));
  }

  @Override
  public Witness attend(Conversation conversation) {
    Call call = conversation.call();
    return seen -> {
      Moment at = seen.at();
      switch (seen) {
        case Observation.JobGiven(_, SeenJob job) ->
            add(at, "TECH", "New job " + job.notification().jobId(), jobData(call, job));
        case Observation.ExtranonceGiven given ->
            add(at, "CRYPTO", "Extranonce " + given.extranonce1().hex(), extranonce(call, given));
        case Observation.DifficultySet(_, double value) ->
            add(at, "TECH", "Difficulty " + value, with(call, "difficulty", value));
        case Observation.ShareSent(_, SeenShare share) ->
            add(at, "SHARE", "Share of job " + share.submit().jobId(), share(call, share));
        case Observation.ShareAnswered(_, SeenShare share, ShareAnswer answer) ->
            add(
                at,
                "PERF",
                answer.accepted() ? "Share accepted" : "Share rejected: " + answer.text(),
                answer(call, share, answer));
        default -> {}
      }
    };
  }

  private static Map<String, Object> with(Call call, String name, Object value) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("miner", call.miner());
    data.put("pool", call.pool());
    data.put(name, value);
    return data;
  }

  private static Map<String, Object> jobData(Call call, SeenJob job) {
    PoolMessage.Notify notify = job.notification();
    Map<String, Object> data = with(call, "job", notify.jobId());
    data.put("prevhash", notify.prevhash().hex());
    data.put("merkle_branches", notify.branch().size());
    data.put("coinbase_bytes", coinbaseBytes(job));
    data.put("nbits", HexFormat.of().toHexDigits(notify.nbits()));
    data.put("network_difficulty", network(job));
    data.put("ntime", job.ntime());
    data.put("clean", notify.clean());
    return data;
  }

  /// Without the miner's own part.
  private static int coinbaseBytes(SeenJob job) {
    return job.notification().coinb1().size()
        + (job.extranonce1() == null ? 0 : job.extranonce1().size())
        + job.notification().coinb2().size();
  }

  private static double network(SeenJob job) {
    return Difficulty.ofHash(job.job().networkTarget(), job.job().algorithm());
  }

  private static Map<String, Object> extranonce(Call call, Observation.ExtranonceGiven given) {
    int size = given.extranonce2Size();
    Map<String, Object> data = with(call, "extranonce1", given.extranonce1().hex());
    data.put("extranonce1_bytes", given.extranonce1().size());
    data.put("extranonce2_bytes", size);
    data.put(
        "quality",
        size >= GENEROUS_BYTES ? "generous" : size >= ADEQUATE_BYTES ? "adequate" : "limited");
    data.put("how", given.how().name().toLowerCase(Locale.ROOT));
    return data;
  }

  private static Map<String, Object> share(Call call, SeenShare share) {
    Map<String, Object> data = with(call, "worker", share.submit().worker());
    data.put("nonce", HexFormat.of().toHexDigits(share.submit().nonce()));
    SeenJob job = share.job();
    Proof proof = share.proof();
    if (job == null || proof == null) {
      data.put("job", "unknown, so its difficulty is too");
      return data;
    }
    data.put("hash", proof.powHash().toHex());
    data.put("share_difficulty", proof.difficulty());
    data.put("pool_difficulty", job.job().poolDifficulty().value());
    data.put("network_difficulty", network(job));
    data.put("part_of_block", proof.difficulty() / network(job));
    data.put("job_age_seconds", share.at().secondsSince(job.at()));
    data.put("is_block", share.isBlock());
    return data;
  }

  private static Map<String, Object> answer(Call call, SeenShare share, ShareAnswer answer) {
    Map<String, Object> data = with(call, "job", share.submit().jobId());
    data.put("msg_id", share.submit().id().json());
    data.put("latency_ms", answer.latencyNanos() / 1e6);
    data.put("certain", answer.sure());
    data.put("share_difficulty", share.difficulty());
    data.put("least_required", answer.least().value());
    data.put("most_required", answer.most().value());
    return data;
  }

  private void add(Moment at, String category, String text, Map<String, Object> data) {
    latest = at;
    Instant today = at.time().truncatedTo(ChronoUnit.DAYS);
    StringBuilder lines = new StringBuilder();
    if (!Objects.equals(today, day)) {
      day = today;
      lines.append("=== ").append(Times.iso(today), 0, 10).append(" (UTC) ===\n");
    }
    lines.append('[').append(Times.clock(at.time())).append("] ").append(category).append(": ");
    lines.append(DataText.cut(text)).append("\nData: ").append(DataText.plain(data)).append('\n');
    file.add(lines.toString(), at);
  }

  @Override
  public void onTick(Moment now) {
    latest = now;
    file.flush(now);
  }

  @Override
  public void close() {
    book.unlisten(listener);
    file.close(latest);
  }
}
