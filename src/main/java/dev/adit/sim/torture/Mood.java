package dev.adit.sim.torture;

/// How a pool treats the shares it is sent: probabilities for each.
record Mood(
    double never,
    double late,
    double outOfOrder,
    double twice,
    double empty,
    double unknown,
    double refused) {
  static final Mood FAIR = new Mood(0, 0, 0, 0, 0, 0, 0);
  static final Mood ODD = new Mood(0.01, 0.02, 0.1, 0.05, 0.02, 0.05, 0.02);
  static final Mood FOUL = new Mood(0.3, 0.2, 0.3, 0.2, 0.1, 0.1, 0.1);
}
