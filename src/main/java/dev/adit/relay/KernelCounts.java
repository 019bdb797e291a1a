package dev.adit.relay;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What the counters of a table stand at, headers left out.
///
/// @param sent bytes from clients to the target
/// @param received bytes from the target to clients
record KernelCounts(long sent, long received) {
  static final KernelCounts NONE = new KernelCounts(0, 0);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UDP_HEADER = 8;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  /// From what `nft -j list counters` says.
  static KernelCounts of(String json) throws IOException {
    try {
      long sent = 0;
      long received = 0;
      for (JsonNode item : JSON.readTree(json).path("nftables")) {
        JsonNode counter = item.path("counter");
        switch (counter.path("name").asString("")) {
          case "sent4" -> sent += payload(counter, IPV4_HEADER);
          case "sent6" -> sent += payload(counter, IPV6_HEADER);
          case "received4" -> received += payload(counter, IPV4_HEADER);
          case "received6" -> received += payload(counter, IPV6_HEADER);
          default -> {}
        }
      }
      return new KernelCounts(sent, received);
    } catch (JacksonException garbled) {
      throw new IOException("nft says what is no JSON", garbled);
    }
  }

  private static long payload(JsonNode counter, int header) {
    long packets = counter.path("packets").asLong(0);
    return Math.max(0, counter.path("bytes").asLong(0) - packets * (header + UDP_HEADER));
  }
}
