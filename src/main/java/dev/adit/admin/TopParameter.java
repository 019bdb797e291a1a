package dev.adit.admin;

/// `?top=20` of a request: for who looks often and wants only the first.
final class TopParameter {
  /// Whatever is asked for.
  static final int MOST = 1_000;

  private TopParameter() {}

  /// Whether it is no number; that has been answered then.
  static boolean isRefused(Exchange request) {
    String top = request.query("top");
    if (top == null || top.matches("\\d{1,4}")) {
      return false;
    }
    Routes.refuse(request, 400, "top: write a number from 0 to " + MOST);
    return true;
  }

  static boolean isThere(Exchange request) {
    return request.query("top") != null;
  }

  /// [#MOST] where it is not there.
  static int of(Exchange request) {
    String top = request.query("top");
    return top == null ? MOST : Math.min(MOST, Integer.parseInt(top));
  }
}
