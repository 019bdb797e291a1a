/// What the operating system gives and needs: the service and its supervisor, kernel settings,
/// packet filter, limits.
///
/// Rule: plumbing; nothing here decides about miners or pools. What is done to a host, and what is
/// said of it, is decided from [HostFacts] alone, so that it can be tried without one.
///
/// Start reading at [InstallPlan], [Doctor] and [NotifySocket].
@NullMarked
package dev.adit.host;

import org.jspecify.annotations.NullMarked;
