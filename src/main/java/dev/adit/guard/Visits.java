package dev.adit.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections of one address, oldest first, linked through themselves: an address may have
/// thousands, and each must be able to leave at once. Guarded by its [AddressRecord].
final class Visits {
  private @Nullable Visit oldest;
  private @Nullable Visit newest;
  private int count;

  int count() {
    return count;
  }

  void add(Visit visit) {
    visit.in = true;
    count++;
    visit.before = newest;
    if (newest == null) {
      oldest = visit;
    } else {
      newest.after = visit;
    }
    newest = visit;
  }

  /// Says how many are left.
  int remove(Visit visit) {
    visit.in = false;
    count--;
    Visit before = visit.before;
    Visit after = visit.after;
    if (before == null) {
      oldest = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      newest = before;
    } else {
      after.before = before;
    }
    visit.before = null;
    visit.after = null;
    return count;
  }

  List<Visit> all() {
    List<Visit> all = new ArrayList<>(count);
    for (Visit visit = oldest; visit != null; visit = visit.after) {
      all.add(visit);
    }
    return all;
  }
}
