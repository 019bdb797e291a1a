package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardPagesTest {
  private static final String PAGE = "index.html";
  private static final Pattern IMPORT = Pattern.compile("from '\\./([^']*)'");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  static Stream<String> all() {
    return Stream.concat(Stream.of(PAGE), DashboardPages.FILES.stream());
  }

  private static List<String> found(Pattern pattern, String file) throws IOException {
    Stream<MatchResult> matches = pattern.matcher(DashboardPages.text(file)).results();
    return matches.map(match -> match.group(1)).toList();
  }

  @Test
  void servesAllThatThereIs() throws Exception {
    URI page =
        Objects.requireNonNull(DashboardPages.class.getResource("dashboard/" + PAGE)).toURI();
    try (Stream<Path> files = Files.list(Path.of(page).resolveSibling(""))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(all().toList());
    }
  }

  @Test
  void needsNothingThatIsNotServed() throws IOException {
    for (String script : all().filter(file -> file.endsWith(".js")).toList()) {
      assertThat(DashboardPages.FILES).containsAll(found(IMPORT, script));
    }
    assertThat(found(LINK, PAGE))
        .contains("dashboard/main.js", "dashboard/style.css")
        .filteredOn(link -> !link.equals("status")) // the same in figures
        .allMatch(link -> DashboardPages.FILES.contains(link.replaceFirst("^dashboard/", "")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void fetchesNothingFromElsewhere(String file) throws IOException {
    String text = DashboardPages.text(file).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertThat(text).doesNotContainPattern("(?i)https?:|[\"'(]//|@import|url\\(");
  }

  @ParameterizedTest
  @MethodSource("all")
  void makesNoMarkupOrScriptOfText(String file) throws IOException {
    assertThat(DashboardPages.text(file))
        .doesNotContainPattern(
            "(?i)innerHTML|outerHTML|insertAdjacent|document\\.write|srcdoc|DOMParser|eval\\(")
        .doesNotContainPattern("(?i)new Function|setTimeout\\(['\"]| on[a-z]+=|javascript:|style=");
  }

  @ParameterizedTest
  @MethodSource("all")
  void changesNothing(String file) throws IOException {
    assertThat(DashboardPages.text(file))
        .doesNotContainPattern("(?i)method:|'(POST|PUT|DELETE)'|<form|<button|sendBeacon");
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadInOneSitting(String file) throws IOException {
    assertThat(DashboardPages.text(file).lines()).hasSizeLessThan(200);
  }
}
