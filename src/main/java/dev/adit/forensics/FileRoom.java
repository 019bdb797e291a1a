package dev.adit.forensics;

import dev.adit.config.ForensicsConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Where the files are, and how much of them is kept.
record FileRoom(Path directory, long mostBytes, int kept) {

  static FileRoom of(ForensicsConfig config) {
    return new FileRoom(config.directory(), config.maxFileSizeBytes(), config.maxFiles());
  }

  RotatedFile file(String name, Function<Moment, String> heading) {
    return new RotatedFile(directory.resolve(name), mostBytes, kept, heading);
  }

  /// Everything that is written, as the configuration has it. To be heard before the detectors, so
  /// that what is found is written behind what it was found in.
  static List<Witness.Source> writers(ForensicsConfig config, AlertBook book) {
    FileRoom room = of(config);
    List<Witness.Source> all = new ArrayList<>();
    if (config.journal()) {
      all.add(new Journal(room));
    }
    all.add(new SuspiciousFile(room, book));
    all.add(new SessionFile(room, book));
    if (config.shareLog()) {
      all.add(new ShareFile(room));
    }
    if (config.timingLog()) {
      all.add(new TimingFile(room));
    }
    if (config.geekMode()) {
      all.add(new GeekFile(room, book));
    }
    return all;
  }
}
