package dev.adit.forensics;

import java.util.BitSet;

/// How many of the last hundred were of a kind.
final class Lately {
  static final int SPAN = 100;

  private final BitSet hits = new BitSet(SPAN);
  private int next;

  void add(boolean hit) {
    hits.set(next, hit);
    next = (next + 1) % SPAN;
  }

  int count() {
    return hits.cardinality();
  }

  void clear() {
    hits.clear();
  }
}
