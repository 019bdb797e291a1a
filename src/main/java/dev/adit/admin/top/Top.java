package dev.adit.admin.top;

import dev.adit.admin.AdminClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// `adit top`, of one Adit.
public final class Top {
  private static final String STATUS = "/status?top=20";
  private static final String RELAYS = "/api/v1/relays";
  private static final String ALERTS = "/api/v1/alerts";

  private final AdminClient adit;
  private final Duration interval;
  private final History history = new History();

  /// @param interval between two looks; zero: one look must do
  public Top(AdminClient adit, Duration interval) {
    this.adit = adit;
    this.interval = interval;
  }

  /// A table, and what is behind it.
  ///
  /// @throws IOException with a message for the user
  public List<String> once() throws IOException, InterruptedException {
    return Screen.plain(where(), twice());
  }

  /// The same as one JSON object.
  ///
  /// @throws IOException with a message for the user
  public String onceAsJson() throws IOException, InterruptedException {
    return FrameJson.text(twice());
  }

  /// Until a key, or somebody else, says that it is enough.
  ///
  /// @throws IOException with a message for the user, where there is no terminal
  public void live(BooleanSupplier stopped, boolean colours)
      throws IOException, InterruptedException {
    try (TopTerminal terminal = TopTerminal.open(colours);
        Lookout lookout = new Lookout(this::look, interval)) {
      new LiveScreen(where(), terminal, lookout, stopped).run();
    }
  }

  private String where() {
    return adit.base().toString();
  }

  private Frame twice() throws IOException, InterruptedException {
    Frame frame = look();
    if (interval.isPositive()) {
      TimeUnit.NANOSECONDS.sleep(interval.toNanos());
      frame = look();
    }
    return frame;
  }

  private Frame look() throws IOException {
    JsonNode status = adit.get(STATUS).json();
    JsonNode relays = adit.get(RELAYS).json();
    JsonNode alerts = adit.get(ALERTS).json();
    return history.add(SnapshotReader.read(status, relays, alerts, System.nanoTime()));
  }
}
