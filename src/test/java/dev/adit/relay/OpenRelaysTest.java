package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Balance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenRelaysTest {

  /// A flow that says what it has carried; something may happen while it is looked at.
  private static final class FakeFlow {
    private final long sent;
    private Runnable whileLookedAt = () -> {};

    FakeFlow(long sent) {
      this.sent = sent;
    }

    FlowView view() {
      whileLookedAt.run();
      return last();
    }

    FlowView last() {
      return new FlowView("192.0.2.7", "192.0.2.7:1", "192.0.2.1:1", sent, 10 * sent, 1);
    }
  }

  private record FakeRelay(FlowBook<FakeFlow> book, Targets targets) implements OpenRelays.Relay {
    @Override
    public String mode() {
      return "tcp";
    }

    @Override
    public void tell(RelaySettings next) {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public String name() {
      return "web";
    }

    @Override
    public void open() {}

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public void stopAccepting() {}

    @Override
    public long patienceNanos() {
      return 0;
    }

    @Override
    public CompletableFuture<?> end(long patienceNanos) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void awaitEmpty(long millis) {}
  }

  private final OpenRelays relays = new OpenRelays();
  private final FlowBook<FakeFlow> book = open();

  private FlowBook<FakeFlow> open() {
    FlowBook<FakeFlow> made =
        new FlowBook<>(relays.totals("web"), (flow, _) -> flow.view(), _ -> {});
    Targets targets = new Targets();
    targets.set(List.of(), Balance.FIRST);
    relays.opened(new FakeRelay(made, targets));
    return made;
  }

  private FakeFlow begin(FlowBook<FakeFlow> in, long sent) {
    FakeFlow flow = new FakeFlow(sent);
    in.begun(flow);
    return flow;
  }

  private RelayView view() {
    List<RelayView> all = relays.views(true);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void countsWhatGoesOnAndWhatHasEndedOfAllOfAName() {
    FakeFlow first = begin(book, 1);
    begin(open(), 2);
    begin(book, 4);
    book.ended(first, first.last(), FlowEnd.CLOSED);
    RelayView view = view();
    assertThat(view.sent()).isEqualTo(7);
    assertThat(view.received()).isEqualTo(70);
    assertThat(view.open()).isEqualTo(2);
    assertThat(view.begun()).isEqualTo(3);
    assertThat(view.ended()).containsEntry("closed", 1L);
    assertThat(view.flows()).hasSize(2);
  }

  /// Whoever looks at 65,000 flows takes a while, and all loops would stand still meanwhile.
  @Test
  void flowsBeginAndEndWhileOthersAreLookedAt() {
    FakeFlow ending = begin(book, 1);
    begin(book, 2).whileLookedAt =
        () ->
            CompletableFuture.runAsync(
                    () -> {
                      book.ended(ending, ending.last(), FlowEnd.CLOSED);
                      begin(book, 4);
                    })
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    RelayView during = view();
    assertThat(during.sent()).as("each byte once").isEqualTo(3);
    assertThat(during.begun()).isEqualTo(2);
    assertThat(during.open()).isEqualTo(2);
    assertThat(during.ended()).containsEntry("closed", 0L);
  }
}
