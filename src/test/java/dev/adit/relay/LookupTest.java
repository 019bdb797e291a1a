package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@SuppressWarnings("FutureReturnValueIgnored") // the loop ends with the test
class LookupTest {
  private static final String NAME = "pool.example";

  private final EventLoop loop = new DefaultEventLoop();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String address = "192.0.2.1";
  private volatile boolean silent;
  private final Lookup lookup = new Lookup(this::resolve, now::get);

  private InetAddress[] resolve(String host) throws UnknownHostException {
    asked.incrementAndGet();
    if (silent) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
    if (address.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {InetAddress.ofLiteral(address)};
  }

  @AfterEach
  void close() {
    lookup.close();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  /// The addresses, or the problem.
  private String found(String host) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    lookup.find(
        host,
        loop,
        (addresses, problem) ->
            answer.complete(
                problem == null
                    ? addresses.stream().map(InetAddress::getHostAddress).toList().toString()
                    : problem));
    return answer.get(60, TimeUnit.SECONDS);
  }

  @Test
  void asksNobodyForAnAddressThatIsWrittenOut() throws Exception {
    assertThat(found("192.0.2.9")).isEqualTo("[192.0.2.9]");
    assertThat(found("::1")).isEqualTo("[0:0:0:0:0:0:0:1]");
    assertThat(asked).hasValue(0);
  }

  @Test
  void asksOnceForManyWhileTheAnswerIsFresh() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(found(NAME)).isEqualTo("[192.0.2.1]");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void followsANameThatChangesWithoutKeepingAnybodyWaiting() throws Exception {
    found(NAME);
    address = "192.0.2.2";
    now.addAndGet(Lookup.FRESH_NANOS + 1);
    List<String> answers = List.of(found(NAME));
    assertThat(answers).containsExactly("[192.0.2.1]");
    while (!found(NAME).equals("[192.0.2.2]")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void takesNoOldAnswerOfANameThatNobodyHasAskedForInAWhile() throws Exception {
    found(NAME);
    address = "192.0.2.2";
    now.addAndGet(Lookup.OLD_NANOS + 1);
    assertThat(found(NAME)).isEqualTo("[192.0.2.2]");
  }

  @Test
  void takesAnOldAnswerWhereThereIsNoOther() throws Exception {
    found(NAME);
    address = "";
    now.addAndGet(Lookup.OLD_NANOS + 1);
    assertThat(found(NAME)).isEqualTo("[192.0.2.1]");
  }

  @Test
  void takesAnOldAnswerWhereTheNameServerIsSilent() throws Exception {
    found(NAME);
    silent = true;
    now.addAndGet(Lookup.OLD_NANOS + 1);
    assertThat(found(NAME)).isEqualTo("[192.0.2.1]");
  }

  /// The shortest timeout that a Port Relay file can ask for, and connecting takes its part of it.
  @Test
  void takesItSoonEnoughForWhoHasASecond() throws Exception {
    found(NAME);
    silent = true;
    now.addAndGet(Lookup.OLD_NANOS + 1);
    EmbeddedChannel caller = new EmbeddedChannel();
    caller.freezeTime();
    List<InetAddress> heard = new ArrayList<>();
    lookup.find(NAME, caller.eventLoop(), (addresses, _) -> heard.addAll(addresses));
    caller.runScheduledPendingTasks();
    assertThat(heard).as("a newer one may come").isEmpty();
    caller.advanceTimeBy(500, TimeUnit.MILLISECONDS);
    caller.runScheduledPendingTasks();
    assertThat(heard).containsExactly(InetAddress.ofLiteral("192.0.2.1"));
  }

  @Test
  void goesOnWithTheLastAnswerWhereTheNameServerIsGone() throws Exception {
    found(NAME);
    address = "";
    now.addAndGet(Lookup.FRESH_NANOS + 1);
    assertThat(found(NAME)).isEqualTo("[192.0.2.1]");
    while (asked.get() < 2) {
      Thread.onSpinWait();
    }
    assertThat(found(NAME)).isEqualTo("[192.0.2.1]");
  }

  @Test
  void saysSoWhereThereIsNoSuchName() throws Exception {
    address = "";
    assertThat(found(NAME)).isEqualTo("unknown host " + NAME);
  }

  @Test
  void asksAgainAfterAFailure() throws Exception {
    address = "";
    found(NAME);
    address = "192.0.2.3";
    assertThat(found(NAME)).isEqualTo("[192.0.2.3]");
  }
}
