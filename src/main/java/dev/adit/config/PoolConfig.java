package dev.adit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One pool.
///
/// @param name how listeners, logs and metrics call it
/// @param user the account, in most pools `wallet.worker`
/// @param fallbackUser whether the shares of a miner whose name the pool refuses go under `user`
/// @param insecureSkipVerify whether any certificate is believed
/// @param deadAfter no job for so long, and the pool counts as dead; zero: never
public record PoolConfig(
    String name,
    PoolUrl url,
    String user,
    Secret password,
    WorkerNames workerNames,
    boolean fallbackUser,
    AlgorithmName algorithm,
    boolean insecureSkipVerify,
    BackoffConfig backoff,
    Duration deadAfter) {

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    Names.check(path, name, problems);
    if (user.isBlank()) {
      problems.add(
          path
              + ".user: \"\" names no account: write the one at the pool, such as"
              + " \"wallet.worker\"");
    }
    problems.addAll(backoff.problems(path + ".backoff"));
    return problems;
  }
}
