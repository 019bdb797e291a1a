package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What `docs/metrics.md` says is what `/metrics` shows.
class MetricsDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (\\w+) \\| *(.*?) *\\| .+ \\|$", Pattern.MULTILINE);

  /// Kind and labels by name.
  private final Map<String, String> documented = new TreeMap<>();

  MetricsDocumentTest() throws IOException {
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/metrics.md")));
    while (row.find()) {
      documented.put(row.group(1), row.group(2) + " " + ticked(row.group(3)));
    }
  }

  @Test
  void everyMetricOfOursIsExplainedWithItsLabels() {
    Map<String, String> declared =
        Arrays.stream(Metric.values())
            .collect(
                Collectors.toMap(
                    Metric::shownName,
                    metric -> metric.kind().name().toLowerCase(Locale.ROOT) + " " + metric.labels(),
                    (one, _) -> one,
                    TreeMap::new));
    Map<String, String> ours = new TreeMap<>(documented);
    ours.keySet().removeIf(name -> !name.startsWith("adit_"));
    assertThat(ours).isEqualTo(declared);
  }

  @Test
  void everyNameShownIsDocumentedAndNoOther() {
    var lane = SampleGateway.lane(SampleGateway.tally(1, 0), List.of());
    Set<String> shown;
    try (MetricsPage page = new MetricsPage()) {
      shown = namesIn(page.text(SampleGateway.view(List.of(lane))));
    }
    // Not there before the first collection.
    documented.keySet().removeIf(name -> name.startsWith("jvm_gc_pause") && !shown.contains(name));
    assertThat(documented.keySet()).isEqualTo(shown);
  }

  private static Set<String> namesIn(String page) {
    return Pattern.compile("^# TYPE (\\w+)", Pattern.MULTILINE)
        .matcher(page)
        .results()
        .map(type -> type.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> ticked(String cell) {
    return Pattern.compile("`(\\w+)`").matcher(cell).results().map(tick -> tick.group(1)).toList();
  }
}
