package dev.adit;

import dev.adit.stratum.HexBytes;
import dev.adit.work.Algorithm;
import dev.adit.work.Candidate;
import dev.adit.work.Difficulty;
import dev.adit.work.Proof;
import dev.adit.work.ShareJudge;
import dev.adit.work.VersionFormula;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What `adit judge` found out about one share.
///
/// @param misread the version formula by which a share that misses would have been good
record ShareFindings(
    ShareCase share, HexBytes coinbaseHash, Proof proof, @Nullable VersionFormula misread) {

  static ShareFindings of(ShareCase share, ShareJudge judge) {
    Candidate candidate = share.candidate();
    Proof proof = judge.prove(candidate);
    Difficulty needed = share.poolDifficulty();
    boolean missed = needed != null && !needed.metBy(proof.powHash());
    return new ShareFindings(
        share,
        judge.coinbaseHash(candidate),
        proof,
        missed ? judge.misreadFormula(candidate) : null);
  }

  /// Null where the pool's difficulty isn't known.
  private @Nullable Boolean meetsPoolDifficulty() {
    Difficulty needed = share.poolDifficulty();
    return needed == null ? null : needed.metBy(proof.powHash());
  }

  /// What is wrong with the share itself, whatever its hash; null where nothing is.
  @Nullable String error() {
    Candidate candidate = share.candidate();
    Integer bits = candidate.versionBits();
    if (bits == null || !candidate.rollsOutsideMask()) {
      return null;
    }
    return String.format(
        "submit.version_bits: %08x has bits outside version_mask %08x, which pools refuse (error"
            + " 20, invalid version bits): the miner must roll inside the mask of mining.configure"
            + " or mining.set_version_mask",
        bits, candidate.versionMask());
  }

  /// Fields and byte order of the share vectors' `expect`.
  void writeTo(ObjectNode out) {
    out.put("coinbase_hash", coinbaseHash.hex());
    out.put("merkle_root", proof.merkleRoot().hex());
    out.put("header", proof.header().hex());
    out.put("hash", proof.blockHash().toHex());
    out.put("pow_hash", proof.powHash().toHex());
    out.put("difficulty", proof.difficulty());
    if (share.candidate().job().algorithm() == Algorithm.SCRYPT) {
      out.put("scrypt_difficulty", proof.difficulty());
    }
    out.put("meets_pool_difficulty", meetsPoolDifficulty());
    out.put("is_block", proof.block());
  }

  /// The answer to "why was it refused?", a line each.
  List<String> explain() {
    List<String> lines = new ArrayList<>();
    String error = error();
    if (error != null) {
      lines.add(error);
    }
    lines.add(aboutDifficulty());
    if (misread != null) {
      lines.add(
          "With its version bits "
              + misread
              + "-ed into the job's version it would be good: the miner's firmware and the pool"
              + " disagree on the formula. Ask for firmware that follows BIP310.");
    }
    if (proof.block()) {
      lines.add("It solves a block: its hash is at or below the network's target.");
    }
    aboutTime(lines);
    aboutVersion(lines);
    if (!share.submittedJob().equals(share.candidate().job().notification().jobId())) {
      lines.add(
          "submit.job_id is not the job_id of notify: give the notify of the job that was"
              + " submitted, or the numbers here mean nothing.");
    }
    if (!Boolean.FALSE.equals(meetsPoolDifficulty())) {
      lines.add(
          "If it was refused all the same: whether it came too late (stale, 21), twice (duplicate,"
              + " 22) or from a name the pool doesn't know (24) can't be told from the share.");
    }
    lines.add("hash   " + proof.powHash().toHex());
    lines.add("header " + proof.header().hex());
    return lines;
  }

  private String aboutDifficulty() {
    Difficulty needed = share.poolDifficulty();
    String reached = rounded(proof.difficulty());
    if (needed == null) {
      return "It reaches difficulty "
          + reached
          + ". pool_difficulty isn't given: compare with the last mining.set_difficulty before the"
          + " job.";
    }
    return needed.metBy(proof.powHash())
        ? "It is good: difficulty " + reached + " reached, " + needed + " needed."
        : "Its difficulty is too low: " + reached + " reached, " + needed + " needed (error 23).";
  }

  private void aboutTime(List<String> lines) {
    long job = Integer.toUnsignedLong(share.candidate().job().notification().ntime());
    long ahead = Integer.toUnsignedLong(share.candidate().ntime()) - job;
    if (ahead < 0) {
      lines.add("Its ntime is " + -ahead + " s before the job's, which pools refuse.");
    } else if (ahead > ShareJudge.MOST_SECONDS_AHEAD) {
      lines.add("Its ntime is " + ahead + " s after the job's: more than 7200 s is refused.");
    }
  }

  private void aboutVersion(List<String> lines) {
    Candidate candidate = share.candidate();
    Integer bits = candidate.versionBits();
    if (bits != null) {
      lines.add(
          String.format(
              "Version %08x of the job, bits %08x, mask %08x: version %08x in the header.",
              candidate.job().notification().version(),
              bits,
              candidate.versionMask(),
              candidate.headerVersion(VersionFormula.BIP)));
    }
  }

  private static String rounded(double difficulty) {
    return new BigDecimal(difficulty).round(new MathContext(6)).toPlainString();
  }
}
