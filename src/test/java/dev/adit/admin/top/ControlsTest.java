package dev.adit.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.top.Controls.Sort;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ControlsTest {
  private static Controls after(String keys) {
    return keys.chars().boxed().reduce(Controls.initial(), Controls::on, (one, _) -> one);
  }

  @Nested
  class Usually {
    @Test
    void quitsWithQAndWithCtrlC() {
      assertThat(after("").quit()).isFalse();
      assertThat(after("q").quit()).isTrue();
      assertThat(after("\u0003").quit()).isTrue();
    }

    @Test
    void sortsByOneColumnAfterAnother() {
      assertThat(after("s").sort()).isEqualTo(Sort.INSIDE);
      assertThat(after("ss").sort()).isEqualTo(Sort.SENT);
      assertThat(after("s".repeat(Sort.values().length)).sort()).isEqualTo(Sort.NAME);
    }

    @Test
    void reversesPausesAndHelpsAndTakesItBack() {
      assertThat(after("rph"))
          .isEqualTo(new Controls(Sort.NAME, true, "", false, true, true, false));
      assertThat(after("rphrph")).isEqualTo(Controls.initial());
    }

    @Test
    void doesNothingAtOtherKeys() {
      assertThat(after("xyz\t\r")).isEqualTo(Controls.initial());
    }

    @Test
    void escapeShowsAllAgain() {
      assertThat(after("/web\r\u001b").filter()).isEmpty();
      assertThat(after("h\u001b").help()).isFalse();
    }
  }

  @Nested
  class WhileTyping {
    @Test
    void lettersAreNoCommands() {
      assertThat(after("/qs"))
          .isEqualTo(new Controls(Sort.NAME, false, "qs", true, false, false, false));
    }

    @Test
    void enterKeepsTheFilterAndKeysAreCommandsAgain() {
      assertThat(after("/web\rp"))
          .isEqualTo(new Controls(Sort.NAME, false, "web", false, true, false, false));
      assertThat(after("/web\r/x").filter()).isEqualTo("webx");
    }

    @Test
    void escapeThrowsItAway() {
      assertThat(after("/web\u001b")).isEqualTo(Controls.initial());
    }

    @Test
    void theLastLetterCanBeTakenBack() {
      assertThat(after("/web\u007f").filter()).isEqualTo("we");
      assertThat(after("/\u007f\b").filter()).isEmpty();
    }

    @Test
    void ctrlCStillQuits() {
      assertThat(after("/we\u0003").quit()).isTrue();
    }

    @Test
    void itEndsSomewhereAndHasNoControlCharacters() {
      assertThat(after("/" + "x".repeat(500)).filter()).hasSize(40);
      assertThat(after("/a\tb").filter()).isEqualTo("ab");
    }
  }

  @Test
  void capitalsDoNotMatter() {
    assertThat(after("/WEB").shows("my-web-2")).isTrue();
    assertThat(after("/web").shows("farm")).isFalse();
    assertThat(after("").shows("farm")).isTrue();
  }
}
