package dev.adit.sim;

import dev.adit.stratum.MinerMessage.Configure;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a simulated pool grants of the BIP310 extensions asked for.
///
/// @param versionMask 0: no version rolling
/// @param json the result of the answer, which names every extension that was asked for
record Grants(int versionMask, String json) {

  static Grants of(Configure ask, int poolMask) {
    ObjectNode results = JsonMapper.shared().createObjectNode();
    int mask = 0;
    for (String extension : ask.extensions()) {
      switch (extension) {
        case Configure.VERSION_ROLLING -> {
          mask = poolMask & ask.versionMask();
          results.put(extension, mask != 0);
          if (mask != 0) {
            results.put(extension + ".mask", "%08x".formatted(mask));
          }
        }
        case Configure.SUBSCRIBE_EXTRANONCE, Configure.INFO -> results.put(extension, true);
        default -> results.put(extension, false);
      }
    }
    return new Grants(mask, results.toString());
  }
}
