package dev.adit.config;

/// What came of reading a text as a value.
public sealed interface Parsed<T> {

  /// It can be read.
  record Good<T>(T value) implements Parsed<T> {}

  /// It cannot: what is wrong and the cure, worded to follow the value ("is not a number: write
  /// 5").
  record Bad<T>(String why) implements Parsed<T> {}
}
