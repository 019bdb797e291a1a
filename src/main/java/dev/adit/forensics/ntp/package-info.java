/// What the true time is, by time servers.
///
/// Rule: it knows nothing of what is said or found; what it tells is a [ClockReading], and
/// everything else here is a socket and a thread of its own.
///
/// Start reading at [NtpClock], then [NtpQuestion].
@NullMarked
package dev.adit.forensics.ntp;

import org.jspecify.annotations.NullMarked;
