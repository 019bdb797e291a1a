package dev.adit.admin;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import dev.adit.guard.AddressView;
import dev.adit.guard.Explanation;
import dev.adit.guard.Guard;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// `/api/v1/addresses`: what the guard remembers, and bans by hand.
final class AddressPages {
  private static final String PATH = "/api/v1/addresses";
  private static final int USUAL_LIMIT = 1_000;
  private static final int MOST_BODY_BYTES = 1_024;

  /// The banned first, then who has most connections, then who does most work.
  private static final Comparator<AddressView> ORDER =
      Comparator.comparing(AddressView::banned)
          .thenComparingInt(AddressView::workers)
          .thenComparingDouble(AddressView::value)
          .reversed()
          .thenComparing(AddressView::key);

  private final Guard guard;

  AddressPages(Guard guard) {
    this.guard = guard;
  }

  /// IPv6 is listed by prefix, so an address may have a slash in it.
  void addTo(Paths paths) {
    paths.add("GET", PATH, this::list);
    paths.add("GET", PATH + "/", "", this::explain);
    paths.add("POST", PATH + "/", "/ban", this::ban);
    paths.add("DELETE", PATH + "/", "/ban", this::unban);
  }

  private void list(Exchange request) {
    String banned = request.query("banned");
    if (banned != null && !Set.of("true", "false").contains(banned)) {
      Routes.refuse(request, 400, "banned: \"" + banned + "\" is neither true nor false");
      return;
    }
    int limit = limit(request.query("limit"));
    if (limit < 1 || limit > Guard.REMEMBERED) {
      Routes.refuse(request, 400, "limit: write a number from 1 to " + Guard.REMEMBERED);
      return;
    }
    Moment now = Moment.now();
    List<AddressView> found = find(banned, now);
    request.header("X-Total-Count", String.valueOf(found.size()));
    try (JsonGenerator json = request.json()) {
      json.writeStartArray();
      found.stream().limit(limit).forEach(view -> AddressJson.write(view, now, json));
      json.writeEndArray();
    }
  }

  /// One at a time: of a full book it takes a tenth of a second, and anybody may ask.
  private synchronized List<AddressView> find(@Nullable String banned, Moment now) {
    return guard.addresses(now.nanos()).stream()
        .filter(view -> banned == null || banned.equals(String.valueOf(view.banned())))
        .sorted(ORDER)
        .toList();
  }

  private static int limit(@Nullable String text) {
    try {
      return text == null ? USUAL_LIMIT : Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  private void explain(String name, Exchange request) {
    InetAddress address = address(name, request);
    if (address != null) {
      explain(address, request);
    }
  }

  private void explain(InetAddress address, Exchange request) {
    Moment now = Moment.now();
    AddressView view =
        guard
            .address(address, now.nanos())
            .orElseGet(() -> AddressJson.unknown(address, guard.settings()));
    Explanation why = guard.explain(address, now.nanos());
    try (JsonGenerator json = request.json()) {
      AddressJson.write(view, why, now, json);
    }
  }

  private void ban(String name, Exchange request) throws IOException {
    InetAddress address = address(name, request);
    if (address == null) {
      return;
    }
    byte[] body = request.body().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      Routes.refuse(request, 413, "the body is too long: write {\"for\": \"1h\"}, or none");
      return;
    }
    switch (BanTerm.inBody(body, guard.settings().banNanos())) {
      case Bad<Long>(String why) -> Routes.refuse(request, 400, why);
      case Good<Long>(Long forNanos) -> {
        guard.ban(address, forNanos, System.nanoTime());
        explain(address, request);
      }
    }
  }

  private void unban(String name, Exchange request) {
    InetAddress address = address(name, request);
    if (address == null) {
      return;
    }
    if (guard.unban(address, System.nanoTime())) {
      explain(address, request);
    } else {
      Routes.refuse(request, 404, "nothing is known of " + name);
    }
  }

  /// Null where it is none, and that has been answered.
  private @Nullable InetAddress address(String text, Exchange request) {
    return switch (AskedAddress.read(text, guard, System.nanoTime())) {
      case Good<InetAddress>(InetAddress address) -> address;
      case Bad<InetAddress>(String why) -> {
        Routes.refuse(request, 400, "\"" + text + "\" " + why);
        yield null;
      }
    };
  }
}
