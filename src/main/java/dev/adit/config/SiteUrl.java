package dev.adit.config;

import java.net.URI;
import java.net.URISyntaxException;

/// The address of a web site, such as "https://solo.ckpool.org".
final class SiteUrl {
  static final String EXAMPLE = "write one such as \"https://solo.ckpool.org\"";

  private SiteUrl() {}

  static Parsed<URI> parse(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return web
              && url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null
          ? new Parsed.Good<>(url)
          : new Parsed.Bad<>("is not the address of a site: " + EXAMPLE);
    } catch (URISyntaxException e) {
      return new Parsed.Bad<>("is not the address of a site: " + EXAMPLE);
    }
  }
}
