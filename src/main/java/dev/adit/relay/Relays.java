package dev.adit.relay;

import dev.adit.config.Via;
import dev.adit.forensics.Forensics;
import dev.adit.guard.Guard;
import dev.adit.net.DoorPlan;
import dev.adit.net.Entrance;
import dev.adit.net.EventLoops;
import dev.adit.net.PoolTls;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// All relays of the program. Thread-safe.
public final class Relays implements AutoCloseable {
  private final RelayServices services;

  /// @param loops where flows live
  /// @param poolTls towards the pools of taps
  public Relays(EventLoops loops, Guard guard, PoolTls poolTls) {
    Lookup lookup = new Lookup(InetAddress::getAllByName, System::nanoTime);
    SessionRoom room = new SessionRoom(() -> guard.settings().maxMiners());
    services =
        new RelayServices(
            loops,
            guard,
            lookup,
            new FlowLog(),
            new OpenRelays(),
            room,
            poolTls,
            new AtomicReference<>());
  }

  /// Who hears what taps carry from now on.
  public void watchedBy(@Nullable Forensics forensics) {
    services.watching().set(forensics);
  }

  /// A door of the kind that the settings ask for.
  public DoorPlan plan(RelaySettings settings) {
    return new DoorPlan() {
      @Override
      public String name() {
        return settings.name();
      }

      @Override
      public Ready prepare() throws IOException {
        return settings.udp() ? datagrams(settings) : connections(settings);
      }
    };
  }

  private DoorPlan.Ready connections(RelaySettings settings) throws IOException {
    Prepared prepared = Prepared.of(settings, services);
    return new DoorPlan.Ready() {
      @Override
      public Entrance make() {
        return new TcpRelay(prepared, services);
      }

      @Override
      public void tell(Entrance open) {
        ((TcpRelay) open).tell(prepared);
      }
    };
  }

  private DoorPlan.Ready datagrams(RelaySettings settings) {
    return new DoorPlan.Ready() {
      @Override
      public Entrance make() {
        return settings.relay().via() == Via.KERNEL
            ? new KernelRelay(settings, services)
            : new UdpRelay(settings, services);
      }

      @Override
      public void tell(Entrance open) {
        ((OpenRelays.DatagramRelay) open).tell(settings);
      }
    };
  }

  /// What all relays look like now, by name.
  ///
  /// @param withFlows each flow too
  public List<RelayView> views(boolean withFlows) {
    return services.open().views(withFlows);
  }

  @Override
  public void close() {
    services.lookup().close();
  }
}
