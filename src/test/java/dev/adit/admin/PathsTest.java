package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PathsTest {
  private static final String NOTHING = "nothing";

  private final Paths paths = new Paths();

  PathsTest() {
    paths.add("GET", "/status", _ -> {});
    paths.add("POST", "/addresses/", "/ban", (_, _) -> {});
    paths.add("GET", "/addresses/", "", (_, _) -> {});
  }

  @Test
  void findsAPageByMethodAndPath() {
    assertThat(named("GET", "/status")).isEmpty();
    assertThat(named("POST", "/status")).isEqualTo(NOTHING);
    assertThat(named("GET", "/status/more")).isEqualTo(NOTHING);
    assertThat(named("GET", "/")).isEqualTo(NOTHING);
  }

  @Test
  void tellsAPageOfAFamilyWhichIsMeant() {
    assertThat(named("GET", "/addresses/192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(named("POST", "/addresses/2001:db8::/64/ban")).isEqualTo("2001:db8::/64");
    assertThat(named("POST", "/addresses/192.0.2.7")).isEqualTo(NOTHING);
  }

  @Test
  void aFamilyNeedsAName() {
    assertThat(named("GET", "/addresses/")).isEqualTo(NOTHING);
    assertThat(named("POST", "/addresses/ban")).isEqualTo(NOTHING);
    assertThat(named("POST", "/addresses//ban")).isEqualTo(NOTHING);
  }

  private String named(String method, String path) {
    Paths.@Nullable Found found = paths.find(method, path);
    return found == null ? NOTHING : found.name();
  }
}
