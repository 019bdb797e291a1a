package dev.adit.sim.torture;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// How an answer leaves a pool, by its mood.
final class Replies {
  private Replies() {}

  static void say(
      Answer answer, Mood mood, SplittableRandom chance, World world, Consumer<Answer> say) {
    if (happens(mood.unknown(), Fault.ANSWER_UNKNOWN, chance, world)) {
      say.accept(new Answer(new RequestId("\"?\""), "true", "null"));
      say.accept(Answer.yes(RequestId.of(1_000_000_000L + chance.nextInt(1000))));
    }
    if (happens(mood.never(), Fault.NO_ANSWER, chance, world)) {
      return;
    }
    Answer said =
        happens(mood.empty(), Fault.ANSWER_NULL, chance, world)
            ? new Answer(answer.id(), "null", "null")
            : answer;
    long delayNanos = 0;
    if (happens(mood.late(), Fault.LATE_ANSWER, chance, world)) {
      delayNanos = chance.nextLong(45 * Agenda.SECOND);
    } else if (happens(mood.outOfOrder(), Fault.ANSWER_OUT_OF_ORDER, chance, world)) {
      delayNanos = chance.nextLong(2 * Agenda.SECOND);
    }
    if (delayNanos == 0) {
      say.accept(said);
    } else {
      world.agenda.after(delayNanos, () -> say.accept(said));
    }
    if (happens(mood.twice(), Fault.ANSWER_TWICE, chance, world)) {
      Answer again =
          chance.nextBoolean() ? said : new Answer(said.id(), "false", "[21,\"Again\",null]");
      world.agenda.after(delayNanos + chance.nextLong(Agenda.SECOND), () -> say.accept(again));
    }
  }

  private static boolean happens(
      double probability, Fault fault, SplittableRandom chance, World world) {
    boolean so = probability > 0 && chance.nextDouble() < probability;
    if (so) {
      world.happens(fault);
    }
    return so;
  }
}
