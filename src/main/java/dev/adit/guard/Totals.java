package dev.adit.guard;

/// What was done; and of the same shape what would have been, in a dry run.
final class Totals {
  final Tally<Refusal> refused = new Tally<>(Refusal.class);
  final Tally<BanReason> banned = new Tally<>(BanReason.class);
  final Tally<Eviction> closed = new Tally<>(Eviction.class);

  GuardCounts.Deeds snapshot() {
    return new GuardCounts.Deeds(refused.snapshot(), banned.snapshot(), closed.snapshot());
  }
}
