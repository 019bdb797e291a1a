package dev.adit.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.top.Snapshot.Door;
import dev.adit.admin.top.Snapshot.Talker;
import dev.adit.admin.top.Snapshot.Worker;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String WHERE = "http://127.0.0.1:8080";

  private static Frame usual() {
    History history = new History();
    history.add(Snapshots.at(0, 1_000, 5_000, 10));
    return history.add(Snapshots.at(1, 2_500, 1_005_000, 12));
  }

  private static Controls after(String keys) {
    return keys.chars().boxed().reduce(Controls.initial(), Controls::on, (one, _) -> one);
  }

  private static List<String> texts(Frame frame, String keys, int width, int height) {
    return Screen.lines(new Screen.View(WHERE, frame, "", after(keys)), width, height).stream()
        .map(Line::text)
        .toList();
  }

  private static List<String> doorsOf(List<Door> doors, String keys) {
    Frame frame =
        Frame.of(
            Snapshots.at(
                0,
                doors.stream().map(door -> Snapshots.relay(door.name(), 0, 0, 0)).toList(),
                List.of(),
                List.of()),
            null,
            Snapshots.at(1, doors, List.of(), List.of()));
    return texts(frame, keys, 200, 24).stream()
        .skip(3)
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.replaceFirst(" .*", ""))
        .toList();
  }

  @Test
  void showsAllThatGoesOn() {
    assertThat(texts(usual(), "", 200, 13))
        .containsExactly(
            "adit 1.2.3  serving  up 00:16:41  listeners 2  at http://127.0.0.1:8080",
            "sorted by name",
            "LISTENER  MODE   STATE     ADDRESS         INSIDE   SENT/S  RECEIVED/S  SHARES/MIN"
                + "  ACCEPTED  LEADS TO",
            "farm      proxy  up        127.0.0.1:3333       7        -           -       120.0"
                + "    50.0 %  main up",
            "web       tcp    degraded  127.0.0.1:8443       2  1.50 kB     1.00 MB           -"
                + "         -  192.0.2.1:80 up, 192.0.2.2:80 down (connection refused)",
            "",
            "CLIENT     OF   FLOWS   SENT/S  RECEIVED/S     SENT  RECEIVED",
            "192.0.2.7  web      2  1.50 kB     1.00 MB  2.50 kB   1.01 MB",
            "",
            "WORKER   HASHRATE  ACCEPTED  REFUSED",
            "rig1    1.00 TH/s         8        2",
            "",
            "q quit  s sort  r reverse  / filter  p pause  h help");
  }

  @Test
  void whatIsAmissIsAnAlarm() {
    List<Line> lines =
        Screen.lines(new Screen.View(WHERE, usual(), "", Controls.initial()), 200, 24);
    assertThat(lines.stream().filter(line -> line.style() == Line.Style.ALARM))
        .singleElement()
        .satisfies(line -> assertThat(line.text()).startsWith("web"));
  }

  @Test
  void fitsAnyTerminal() {
    for (int height = 1; height < 40; height++) {
      for (int width = 1; width < 120; width += 7) {
        for (String keys : List.of("", "h", "/web")) {
          List<String> lines = texts(usual(), keys, width, height);
          int most = width;
          assertThat(lines).hasSizeLessThanOrEqualTo(height).allMatch(it -> it.length() <= most);
        }
      }
    }
  }

  @Test
  void manyDoorsLeaveTheOthersALittleRoom() {
    List<Door> doors =
        IntStream.range(0, 100).mapToObj(i -> Snapshots.relay("r" + i, 0, 0, 0)).toList();
    List<Talker> talkers =
        IntStream.range(0, 20).mapToObj(i -> new Talker("r0", "192.0.2." + i, 1, 1, 1)).toList();
    Frame frame = Frame.of(null, null, Snapshots.at(0, doors, talkers, List.of()));
    List<String> lines = texts(frame, "", 120, 24);
    assertThat(lines).hasSize(24);
    assertThat(lines.stream().filter(line -> line.startsWith("r"))).hasSize(14);
    assertThat(lines).contains("and 86 more", "and 18 more");
    assertThat(lines.getLast()).startsWith("q quit");
  }

  @Test
  void aLowTerminalShowsDoorsFirst() {
    assertThat(texts(usual(), "", 80, 6).stream().map(line -> line.replaceFirst(" .*", "")))
        .containsExactly("adit", "sorted", "LISTENER", "farm", "web", "q");
  }

  @Test
  void sortsByWhatIsAskedFor() {
    List<Door> doors =
        List.of(
            Snapshots.relay("b", 1, 30, 2),
            Snapshots.relay("a", 3, 10, 3),
            Snapshots.relay("c", 2, 20, 1));
    assertThat(doorsOf(doors, "")).containsExactly("a", "b", "c");
    assertThat(doorsOf(doors, "r")).containsExactly("c", "b", "a");
    assertThat(doorsOf(doors, "s")).containsExactly("a", "c", "b");
    assertThat(doorsOf(doors, "ss")).containsExactly("b", "c", "a");
    assertThat(doorsOf(doors, "sss")).containsExactly("a", "b", "c");
    assertThat(doorsOf(doors, "ssr")).containsExactly("a", "c", "b");
  }

  @Test
  void showsOnlyWhatTheFilterSays() {
    List<String> lines = texts(usual(), "/web\r", 200, 24);
    assertThat(lines).noneMatch(line -> line.startsWith("farm"));
    assertThat(lines).anyMatch(line -> line.startsWith("192.0.2.7"));
    assertThat(lines.get(1)).contains("filter: web");
    assertThat(texts(usual(), "/192.0", 200, 24)).anyMatch(line -> line.startsWith("192.0.2.7"));
  }

  @Test
  void saysWhyThereIsNothingNewer() {
    Screen.View lost = new Screen.View(WHERE, usual(), "nothing listens there", after(""));
    assertThat(Screen.lines(lost, 100, 24).get(1).text())
        .isEqualTo("nothing listens there; trying again");
    Screen.View never = new Screen.View(WHERE, null, "nothing listens there", after(""));
    assertThat(Screen.lines(never, 100, 24)).hasSize(24);
  }

  @Test
  void aNameCanNotSteerTheTerminal() {
    Worker evil = new Worker("\u001b[2J\u009b1mx\n", 1, 1, 1);
    Frame frame = Frame.of(null, null, Snapshots.at(0, List.of(), List.of(), List.of(evil)));
    assertThat(texts(frame, "", 80, 24))
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl))
        .anyMatch(line -> line.startsWith("?[2J?1mx?"));
    assertThat(Screen.plain(WHERE, frame))
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
  }

  @Test
  void onPaperItIsWhole() {
    List<Door> doors =
        IntStream.range(0, 100).mapToObj(i -> Snapshots.relay("r" + i, 0, 0, 0)).toList();
    Frame frame = Frame.of(null, null, Snapshots.at(0, doors, List.of(), List.of()));
    assertThat(Screen.plain(WHERE, frame)).hasSize(103);
  }
}
