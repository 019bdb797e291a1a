package dev.adit.admin.top;

import java.util.Locale;

/// What the keys pressed so far ask for; immutable.
///
/// @param filter shows only what has it in its name
/// @param typing whether keys are letters of the filter
record Controls(
    Sort sort,
    boolean reversed,
    String filter,
    boolean typing,
    boolean paused,
    boolean help,
    boolean quit) {

  static final int ESCAPE = 27;
  private static final int CTRL_C = 3;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;
  private static final int LONGEST_FILTER = 40;

  /// By which column doors are sorted: names upwards, figures downwards.
  enum Sort {
    NAME,
    INSIDE,
    SENT,
    RECEIVED,
    SHARES;

    Sort next() {
      return switch (this) {
        case NAME -> INSIDE;
        case INSIDE -> SENT;
        case SENT -> RECEIVED;
        case RECEIVED -> SHARES;
        case SHARES -> NAME;
      };
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Controls initial() {
    return new Controls(Sort.NAME, false, "", false, false, false, false);
  }

  /// After another key.
  ///
  /// @param key a character, or [#ESCAPE]
  Controls on(int key) {
    if (key == CTRL_C) {
      return new Controls(sort, reversed, filter, typing, paused, help, true);
    }
    return typing ? onLetter(key) : onCommand(key);
  }

  private Controls onLetter(int key) {
    return switch (key) {
      case '\r', '\n' -> filtering(filter, false);
      case ESCAPE -> filtering("", false);
      case BACKSPACE, DELETE ->
          filtering(filter.substring(0, Math.max(0, filter.length() - 1)), true);
      default ->
          Character.isISOControl(key)
                  || !Character.isBmpCodePoint(key)
                  || filter.length() == LONGEST_FILTER
              ? this
              : filtering(filter + (char) key, true);
    };
  }

  private Controls onCommand(int key) {
    return switch (key) {
      case 'q', 'Q' -> new Controls(sort, reversed, filter, typing, paused, help, true);
      case 's' -> new Controls(sort.next(), reversed, filter, typing, paused, help, quit);
      case 'r' -> new Controls(sort, !reversed, filter, typing, paused, help, quit);
      case 'p', ' ' -> new Controls(sort, reversed, filter, typing, !paused, help, quit);
      case 'h', '?' -> new Controls(sort, reversed, filter, typing, paused, !help, quit);
      case '/' -> filtering(filter, true);
      case ESCAPE -> new Controls(sort, reversed, "", typing, paused, false, quit);
      default -> this;
    };
  }

  private Controls filtering(String next, boolean stillTyping) {
    return new Controls(sort, reversed, next, stillTyping, paused, help, quit);
  }

  /// Whether a name is to be shown.
  boolean shows(String name) {
    return name.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
  }
}
