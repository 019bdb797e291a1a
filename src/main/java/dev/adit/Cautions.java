package dev.adit;

import dev.adit.config.AditConfig;
import dev.adit.config.GuardConfig;
import dev.adit.config.HostPort;
import dev.adit.config.PoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a configuration allows, but its user should know of: a line in the log each.
final class Cautions {
  private static final Logger LOG = LoggerFactory.getLogger(Cautions.class);

  private Cautions() {}

  static void tell(AditConfig config) {
    ofFewFiles(config);
    HostPort listen = config.admin().listen();
    if (listen != null && !listen.isLoopback() && config.admin().openReadOnly()) {
      LOG.warn(
          "admin {}: anyone who reaches it can read status and metrics, addresses of miners"
              + " included; set a password, or listen on 127.0.0.1",
          listen);
    }
    for (PoolConfig pool : config.pools()) {
      if (pool.insecureSkipVerify()) {
        LOG.warn(
            "pool.{}: insecure_skip_verify is on, so anyone on the way can pose as the pool",
            pool.name());
      }
    }
  }

  private static void ofFewFiles(AditConfig config) {
    GuardConfig guard = config.guard();
    int places = ProxySettings.guard(config).maxMiners();
    if (guard.enabled() && guard.maxMiners() > places) {
      LOG.warn(
          "guard.max_miners: {} at once need more open files than this process may have, so {} are"
              + " let in: raise the limit (ulimit -n, LimitNOFILE), or lower max_miners",
          guard.maxMiners(),
          places);
    }
  }
}
