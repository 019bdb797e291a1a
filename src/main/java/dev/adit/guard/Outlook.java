package dev.adit.guard;

/// What would become of an address that came now, and why.
public sealed interface Outlook permits Refusal, Welcome {
  String label();
}
