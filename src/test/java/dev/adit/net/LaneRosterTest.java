package dev.adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneRosterTest {
  private final List<Room> opened = new ArrayList<>();
  private long nowNanos;
  private final LaneRoster<Room> roster = roster(4);

  private static final class Room implements LaneRoster.Roomy {
    int capacity = Integer.MAX_VALUE;

    @Override
    public int capacity() {
      return capacity;
    }
  }

  private LaneRoster<Room> roster(int minersPerLane) {
    return new LaneRoster<>(
        minersPerLane,
        () -> {
          Room room = new Room();
          opened.add(room);
          return room;
        },
        () -> nowNanos);
  }

  private List<Room> enter(int miners) {
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < miners; i++) {
      rooms.add(roster.enter("10.0.0." + i));
    }
    return rooms;
  }

  @Test
  void fillsALaneBeforeItOpensAnother() {
    assertThat(enter(9)).hasSize(9).doesNotContainNull();
    assertThat(opened).hasSize(3);
    assertThat(roster.miners()).isEqualTo(9);
  }

  @Test
  void choosesTheFullestLaneThatHasRoom() {
    enter(7);
    Room first = opened.get(0);
    Room second = opened.get(1);
    roster.leave(first, "a");
    roster.leave(first, "b");
    assertThat(roster.enter("c")).isSameAs(second);
    assertThat(roster.enter("d")).isSameAs(first);
  }

  @Test
  void sendsAnAddressBackWhereItWas() {
    enter(7);
    roster.leave(opened.get(0), "a");
    roster.leave(opened.get(0), "b");
    assertThat(roster.enter("a")).isSameAs(opened.get(0));
  }

  @Test
  void neverPutsMoreIntoALaneThanFit() {
    enter(1);
    opened.getFirst().capacity = 2;
    enter(2);
    assertThat(opened).hasSize(2);
  }

  @Test
  void takesANewLaneToBeLikeTheOthers() {
    enter(4);
    Room first = opened.getFirst();
    first.capacity = 1;
    for (int i = 0; i < 3; i++) {
      assertThat(roster.move(first)).isNotSameAs(first);
    }
    assertThat(opened).hasSize(4).doesNotHaveDuplicates();
    assertThat(roster.miners()).isEqualTo(4);
  }

  @Test
  void opensNoLaneWithoutEndForThoseWhoComeAndGo() {
    for (int i = 0; i < 10_000; i++) {
      Room room = roster.enter("10.1." + i / 256 + "." + i % 256);
      if (room != null) {
        room.capacity = 0; // its slots rest now
        roster.leave(room, "10.1." + i / 256 + "." + i % 256);
      }
    }
    assertThat(opened).hasSizeLessThan(300);
    assertThat(roster.turnedAway()).containsKey(CloseReason.NO_SLOT);
  }

  @Test
  void givesUpLanesThatAreLongEmptyButNotTheFirst() {
    enter(9);
    roster.leave(opened.get(2), "a");
    for (int i = 0; i < 4; i++) {
      roster.leave(opened.get(0), "b");
      roster.leave(opened.get(1), "c");
    }
    nowNanos += LaneRoster.FORGET_NANOS - 1;
    assertThat(roster.forgetTheEmpty()).isEmpty();
    nowNanos += 1;
    assertThat(roster.forgetTheEmpty()).containsExactly(opened.get(1), opened.get(2));
    assertThat(roster.lanes()).containsExactly(opened.get(0));
    assertThat(roster.enter("c")).isSameAs(opened.get(0));
  }
}
