package dev.adit.net;

import java.io.IOException;

/// What the configuration wants of one door.
public interface DoorPlan {

  /// Of the listener.
  String name();

  /// Gets ready what may be missing, such as files, and changes nothing yet.
  ///
  /// @throws IOException with a message for the user
  Ready prepare() throws IOException;

  /// A plan that lacks nothing but the address.
  interface Ready {

    /// A door to be opened.
    Entrance make();

    /// Tells one of the same name that goes on what is said of it now.
    void tell(Entrance open);
  }
}
