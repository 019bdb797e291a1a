package dev.adit.relay;

import dev.adit.config.Via;
import dev.adit.guard.Guard;
import dev.adit.net.DoorPlan;
import dev.adit.net.Entrance;
import dev.adit.net.EventLoops;
import java.net.InetAddress;
import java.util.List;

/// All relays of the program. Thread-safe.
public final class Relays implements AutoCloseable {
  private final RelayServices services;

  /// @param loops where flows live
  public Relays(EventLoops loops, Guard guard) {
    Lookup lookup = new Lookup(InetAddress::getAllByName, System::nanoTime);
    SessionRoom room = new SessionRoom(() -> guard.settings().maxMiners());
    services = new RelayServices(loops, guard, lookup, new FlowLog(), new OpenRelays(), room);
  }

  private Entrance make(RelaySettings settings) {
    if (!settings.udp()) {
      return new TcpRelay(settings, services);
    }
    return settings.relay().via() == Via.KERNEL
        ? new KernelRelay(settings, services)
        : new UdpRelay(settings, services);
  }

  /// A door of the kind that the settings ask for.
  public DoorPlan plan(RelaySettings settings) {
    DoorPlan.Ready ready =
        new DoorPlan.Ready() {
          @Override
          public Entrance make() {
            return Relays.this.make(settings);
          }

          @Override
          public void tell(Entrance open) {
            ((OpenRelays.Relay) open).tell(settings);
          }
        };
    return new DoorPlan() {
      @Override
      public String name() {
        return settings.name();
      }

      @Override
      public Ready prepare() {
        return ready;
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
