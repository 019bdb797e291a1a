package dev.adit.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.top.Snapshot.Carried;
import dev.adit.admin.top.Snapshot.Judged;
import dev.adit.admin.top.Snapshot.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SnapshotReaderTest {
  private static Snapshot read(String status, String relays) {
    JsonMapper json = new JsonMapper();
    return SnapshotReader.read(
        json.readTree(status.replace('\'', '"')),
        json.readTree(relays.replace('\'', '"')),
        json.createObjectNode(),
        7);
  }

  private static String relay(String name, String address, String... states) {
    StringBuilder targets = new StringBuilder();
    for (String state : states) {
      targets.append(targets.isEmpty() ? "" : ",");
      targets.append("{'address':'t','state':'" + state + "','problem':''}");
    }
    return "{'name':'%s','mode':'tcp','address':'%s','open':3,'bytes_sent':4,'bytes_received':5,"
            .formatted(name, address)
        + "'targets':["
        + targets
        + "],'talkers':[{'address':'192.0.2.7','flows':1,'bytes_sent':1,'bytes_received':2}]}";
  }

  @ParameterizedTest
  @CsvSource({"up,up,UP", "up,down,DEGRADED", "down,down,DOWN", "unknown,unknown,UP"})
  void aRelayIsAsItsTargetsAre(String one, String other, State state) {
    Snapshot found =
        read(
            "{'listeners':[{'name':'web','mode':'tcp'}]}",
            "[" + relay("web", "a", one, other) + "]");
    assertThat(found.doors())
        .singleElement()
        .satisfies(
            door -> {
              assertThat(door.state()).isEqualTo(state);
              assertThat(door.inside()).isEqualTo(3);
              assertThat(door.carried()).isEqualTo(new Carried(4, 5));
              assertThat(door.judged()).isNull();
            });
    assertThat(found.talkers()).containsExactly(new Snapshot.Talker("web", "192.0.2.7", 1, 1, 2));
  }

  @Test
  void aRelayThatListensNoMoreIsShownWhileFlowsGoOn() {
    Snapshot found = read("{'listeners':[]}", "[" + relay("web", "", "up") + "]");
    assertThat(found.doors()).singleElement().returns(State.CLOSING, Snapshot.Door::state);
  }

  @ParameterizedTest
  @CsvSource({"0,false,IDLE", "2,false,DOWN", "2,true,UP"})
  void aListenerForMinersIsAsItsPoolsAre(int miners, boolean ready, State state) {
    Snapshot found =
        read(
            "{'listeners':[{'name':'farm','mode':'proxy','address':'a','miners':%d,"
                    .formatted(miners)
                + "'shares':{'received':10,'accepted':3,'local':4}}],'lanes':["
                + "{'listener':'farm','pool':'main','ready':%s},".formatted(ready)
                + "{'listener':'farm','pool':'main','ready':false},"
                + "{'listener':'other','pool':'backup','ready':true}]}",
            "[]");
    assertThat(found.doors())
        .singleElement()
        .satisfies(
            door -> {
              assertThat(door.state()).isEqualTo(state);
              assertThat(door.judged()).isEqualTo(new Judged(10, 7));
              assertThat(door.targets()).hasSize(1);
            });
  }

  @Test
  void whatIsNotToldIsNothing() {
    assertThat(read("{}", "[]").doors()).isEmpty();
    assertThat(read("{'listeners':[{}]}", "[{}]").version()).isEmpty();
  }
}
