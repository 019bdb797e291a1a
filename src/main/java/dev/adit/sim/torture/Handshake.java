package dev.adit.sim.torture;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a miner asks before it mines, in its own order and pace.
final class Handshake {
  private final Deque<MinerMessage.Request> toAsk = new ArrayDeque<>();
  private final Map<RequestId, MinerMessage> asked = new HashMap<>();
  private final boolean waits;
  private int ids;

  Handshake(Habits habits, String worker, String sessionId) {
    this.waits = habits.waits();
    List<String> extensions = new ArrayList<>();
    if (habits.rolls()) {
      extensions.add(Configure.VERSION_ROLLING);
    }
    if (habits.follows() == Habits.Follows.BY_CONFIGURE) {
      extensions.add(Configure.SUBSCRIBE_EXTRANONCE);
    }
    if (!extensions.isEmpty()) {
      toAsk.add(new Configure(id(), extensions, 0x1fffe000, null, null));
    }
    MinerMessage.Request authorize = new MinerMessage.Authorize(id(), worker, "x");
    if (habits.authorizesFirst()) {
      toAsk.add(authorize);
    }
    toAsk.add(new MinerMessage.Subscribe(id(), "rig/1.0", sessionId.isEmpty() ? null : sessionId));
    if (!habits.authorizesFirst()) {
      toAsk.add(authorize);
    }
    if (habits.follows() == Habits.Follows.BY_REQUEST) {
      toAsk.add(new MinerMessage.ExtranonceSubscribe(id()));
    }
  }

  private RequestId id() {
    return RequestId.of(++ids);
  }

  /// What to say first.
  List<MinerMessage> begin() {
    return waits ? next() : sayAll();
  }

  /// What to say after an answer.
  List<MinerMessage> next() {
    MinerMessage.Request request = asked.isEmpty() ? toAsk.poll() : null;
    return request == null ? List.of() : List.of(said(request));
  }

  private List<MinerMessage> sayAll() {
    List<MinerMessage> all = new ArrayList<>();
    toAsk.forEach(request -> all.add(said(request)));
    toAsk.clear();
    return all;
  }

  private MinerMessage said(MinerMessage.Request request) {
    asked.put(request.id(), request);
    return request;
  }

  /// What the answer answers, or null.
  @Nullable MinerMessage answered(Answer answer) {
    return asked.remove(answer.id());
  }
}
