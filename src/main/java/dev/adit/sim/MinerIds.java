package dev.adit.sim;

import dev.adit.stratum.RequestId;

/// The ids that one connection of a simulated miner uses.
final class MinerIds {
  private static final RequestId FOR_ALL_SUBMITS = RequestId.of(5);

  private final MinerPlan plan;
  private final RequestId configure;
  private final RequestId subscribe;
  private final RequestId authorize;
  private final RequestId extranonce;
  private long submits = 10;

  MinerIds(MinerPlan plan) {
    this.plan = plan;
    this.configure = id(1);
    this.subscribe = id(2);
    this.authorize = id(3);
    this.extranonce = id(4);
  }

  RequestId configure() {
    return configure;
  }

  RequestId subscribe() {
    return subscribe;
  }

  RequestId authorize() {
    return authorize;
  }

  RequestId extranonce() {
    return extranonce;
  }

  /// The next submit's.
  RequestId submit() {
    return plan.is(Behaviour.ONE_ID) ? FOR_ALL_SUBMITS : id(submits++);
  }

  private RequestId id(long number) {
    return plan.is(Behaviour.STRING_ID)
        ? new RequestId("\"m" + number + "\"")
        : RequestId.of(number);
  }
}
