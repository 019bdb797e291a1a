package dev.adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressRaceTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final List<ChannelPromise> started = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  @BeforeEach
  void stopTheClock() {
    clock.freezeTime();
  }

  @AfterEach
  void close() {
    started.forEach(attempt -> ((EmbeddedChannel) attempt.channel()).finishAndReleaseAll());
    clock.finishAndReleaseAll();
  }

  private AddressRace race(String... hosts) {
    return new AddressRace(clock.eventLoop(), all(hosts), this::start);
  }

  private ChannelFuture start(InetAddress address) {
    ChannelPromise attempt = new EmbeddedChannel().newPromise();
    started.add(attempt);
    addresses.add(address.getHostAddress());
    return attempt;
  }

  private static List<InetAddress> all(String... literals) {
    return Arrays.stream(literals).map(AddressRaceTest::address).toList();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void pass(long millis) {
    clock.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
  }

  private Channel channel(int attempt) {
    return started.get(attempt).channel();
  }

  @Test
  void takesTheFamiliesInTurnBeginningWithThatOfTheFirst() {
    assertThat(
            AddressRace.inTurn(
                all("2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.2")))
        .isEqualTo(all("2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "2001:db8::3"));
    assertThat(AddressRace.inTurn(all("192.0.2.1", "192.0.2.2")))
        .isEqualTo(all("192.0.2.1", "192.0.2.2"));
  }

  @Test
  void beginsTheNextAQuarterOfASecondAfterTheLast() {
    var _ = race("192.0.2.1", "192.0.2.2", "192.0.2.3").run();
    assertThat(addresses).containsExactly("192.0.2.1");
    pass(249);
    assertThat(addresses).containsExactly("192.0.2.1");
    pass(1);
    assertThat(addresses).containsExactly("192.0.2.1", "192.0.2.2");
    pass(250);
    assertThat(addresses).hasSize(3);
  }

  @Test
  void beginsTheNextAtOnceWhenOneFailsAndThenWaitsAnew() {
    var _ = race("192.0.2.1", "192.0.2.2", "192.0.2.3").run();
    pass(200);
    started.getFirst().setFailure(new ConnectException("Connection refused"));
    assertThat(addresses).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(channel(0).isOpen()).isFalse();
    pass(249);
    assertThat(addresses).hasSize(2);
    pass(1);
    assertThat(addresses).hasSize(3);
  }

  @Test
  void givesTheRaceToTheFirstThatIsReadyAndClosesTheOthers() {
    Future<Channel> winner = race("192.0.2.1", "192.0.2.2", "192.0.2.3").run();
    pass(250);
    started.get(1).setSuccess();
    assertThat(winner.getNow()).isSameAs(channel(1));
    assertThat(channel(0).isOpen()).isFalse();
    assertThat(channel(1).isOpen()).isTrue();
    pass(1_000);
    assertThat(addresses).hasSize(2);
  }

  @Test
  void closesOneThatIsReadyTooLate() {
    Future<Channel> winner = race("192.0.2.1", "192.0.2.2").run();
    pass(250);
    started.get(0).setSuccess();
    started.get(1).setSuccess();
    assertThat(winner.getNow()).isSameAs(channel(0));
    assertThat(channel(0).isOpen()).isTrue();
    assertThat(channel(1).isOpen()).isFalse();
  }

  @Test
  void saysEachReasonOnceWhenAllHaveFailed() {
    Future<Channel> winner = race("192.0.2.1", "192.0.2.2", "2001:db8::1").run();
    started.get(0).setFailure(new ConnectException("Connection refused"));
    started.get(1).setFailure(new NoRouteToHostException());
    assertThat(winner.isDone()).isFalse();
    started.get(2).setFailure(new ConnectException("Connection refused"));
    assertThat(Failure.inWords(winner.cause()))
        .isEqualTo("192.0.2.1: connection refused; 2001:db8:0:0:0:0:0:1: no route to the host");
  }

  @Test
  void needsNoAddressInTheReasonWhereThereIsOneReason() {
    Future<Channel> winner = race("192.0.2.1", "192.0.2.2").run();
    started.get(0).setFailure(new ConnectException("Connection refused"));
    started.get(1).setFailure(new ConnectException("Connection refused"));
    assertThat(Failure.inWords(winner.cause())).isEqualTo("connection refused");
  }

  @Test
  void closesAllWhenItIsCancelled() {
    AddressRace race = race("192.0.2.1", "192.0.2.2", "192.0.2.3");
    Future<Channel> winner = race.run();
    pass(250);
    race.cancel();
    pass(1_000);
    assertThat(addresses).hasSize(2);
    assertThat(channel(0).isOpen()).isFalse();
    assertThat(channel(1).isOpen()).isFalse();
    assertThat(winner.isCancelled()).isTrue();
  }

  @Test
  void leavesTheWinnerAloneWhenItIsCancelledAfterwards() {
    AddressRace race = race("192.0.2.1");
    var _ = race.run();
    started.getFirst().setSuccess();
    race.cancel();
    assertThat(channel(0).isOpen()).isTrue();
  }

  @Test
  void failsWhereThereIsNoAddress() {
    assertThat(Failure.inWords(race().run().cause())).isEqualTo("the name has no address");
  }
}
