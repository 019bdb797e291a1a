package dev.adit.forensics;

import java.util.Map;

/// A finding, however often it was made.
///
/// @param number of the alert, from 1; it stays the same when it is found again
/// @param description in plain language; of the last time
/// @param data what it rests on: texts, numbers, booleans; of the last time
/// @param miner address and port of the last time, or ""
/// @param pool its name, or ""
public record Alert(
    long number,
    Suspicion what,
    String description,
    Map<String, Object> data,
    String listener,
    String miner,
    String pool,
    Moment first,
    Moment last,
    long count) {

  Alert again(Moment at, String nowSaid, Map<String, Object> nowData, String from) {
    return new Alert(number, what, nowSaid, nowData, listener, from, pool, first, at, count + 1);
  }
}
