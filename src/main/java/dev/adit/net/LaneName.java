package dev.adit.net;

/// Which lane it is, for those who watch.
///
/// @param number from 0, in the order in which the listener has opened them
record LaneName(String listener, int number) {
  @Override
  public String toString() {
    return listener + "-" + number;
  }
}
