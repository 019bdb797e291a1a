package dev.adit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pool.
///
/// @param name how listeners, logs and metrics call it
/// @param user the account, in most pools `wallet.worker`; may be "" where miners log in by
///   themselves
/// @param fallbackUser whether the shares of a miner whose name the pool refuses go under `user`
/// @param insecureSkipVerify whether any certificate is believed
/// @param certificateSha256 of the one certificate that is believed, 64 hex digits, or with a colon
///   after every second; "" for any that an authority signed
/// @param socks5 the proxy that it is dialled through; null: none
/// @param deadAfter no job for so long, and the pool counts as dead; zero: never
/// @param stableFor well for so long, and miners return to it
public record PoolConfig(
    String name,
    PoolUrl url,
    String user,
    Secret password,
    WorkerNames workerNames,
    boolean fallbackUser,
    AlgorithmName algorithm,
    boolean insecureSkipVerify,
    String certificateSha256,
    @Nullable SocksUrl socks5,
    BackoffConfig backoff,
    Duration deadAfter,
    Duration stableFor) {

  /// Every problem, each as "key: value, what is wrong: cure".
  ///
  /// @param loggedIn whether Adit logs in there itself
  List<String> problems(String path, boolean loggedIn) {
    List<String> problems = new ArrayList<>();
    Names.check(path, name, problems);
    if (loggedIn && user.isBlank()) {
      problems.add(
          path + ".user: names no account: write the one at the pool, such as \"wallet.worker\"");
    }
    checkPin(path + ".certificate_sha256", problems);
    problems.addAll(backoff.problems(path + ".backoff"));
    return problems;
  }

  private void checkPin(String key, List<String> problems) {
    if (certificateSha256.isEmpty()) {
      return;
    }
    if (!certificateSha256.matches("(\\p{XDigit}{2}:?){31}\\p{XDigit}{2}")) {
      problems.add(
          key
              + ": "
              + Node.quoted(certificateSha256)
              + " is no SHA-256: write 64 hex digits, as `openssl x509 -fingerprint -sha256` does");
    } else if (url.scheme() != PoolUrl.Scheme.TLS) {
      problems.add(key + ": without TLS there is no certificate: make the url stratum+ssl://");
    } else if (insecureSkipVerify) {
      problems.add(key + ": insecure_skip_verify believes any other as well: remove one of them");
    }
  }
}
