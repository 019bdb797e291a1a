package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.Eventually;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForensicsTest {
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  private static Forensics heardBy(Witness.Source source) {
    Forensics made =
        new Forensics(new AlertBook(), new Scoreboard(0, System.nanoTime()), List.of(source));
    made.start();
    return made;
  }

  private void throwing(Error made) throws Exception {
    Witness.Source faulty =
        conversation -> {
          heard.add(conversation.call().miner());
          throw made;
        };
    try (Forensics forensics = heardBy(faulty)) {
      forensics.listen(Talk.call("192.0.2.1:1", "main"));
      forensics.listen(Talk.call("192.0.2.2:2", "main"));
      Eventually.holds(() -> heard.size() == 2);
      assertThat(forensics.faults()).isPositive();
    }
  }

  @Test
  void survivesEveryErrorOfItsOwn() throws Exception {
    throwing(new AssertionError("made up"));
    heard.clear();
    throwing(new StackOverflowError());
    heard.clear();
    throwing(new ExceptionInInitializerError("made up"));
  }
}
