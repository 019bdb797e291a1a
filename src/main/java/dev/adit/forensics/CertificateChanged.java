package dev.adit.forensics;

import java.util.LinkedHashSet;
import java.util.Set;

/// Proves that who answers at a pool's address shows a certificate not seen there before, while
/// Adit runs. HIGH: it may be somebody in between. False positives: certificates are renewed,
/// mostly every 60 to 90 days, and large pools have several; compare the fingerprint with what the
/// pool shows elsewhere.
final class CertificateChanged implements Witness.Source {
  private static final int MOST_PLACES = 1_000;
  private static final int MOST_CERTIFICATES = 32;

  private record Place(String pool, String host, int port) {}

  private final AlertBook book;
  private final Recent<Place, Set<String>> known = new Recent<>(MOST_PLACES);

  CertificateChanged(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof Observation.Began(Moment at)) {
        onBegun(conversation.call(), at);
      }
    };
  }

  private void onBegun(Call call, Moment at) {
    String fingerprint = call.certificateSha256();
    if (fingerprint.isEmpty()) {
      return;
    }
    Place place = new Place(call.pool(), call.host(), call.port());
    Set<String> before = known.get(place, LinkedHashSet::new);
    if (before.contains(fingerprint)) {
      return;
    }
    if (!before.isEmpty()) {
      book.report(
          call,
          at,
          Suspicion.CERTIFICATE_CHANGED,
          ("%s shows another certificate than before. It may have been renewed, which is usual"
                  + " every 60 to 90 days; if not, somebody is in between.")
              .formatted(call.host()),
          Details.of(
              "host", call.host(),
              "port", call.port(),
              "certificate_sha256", fingerprint,
              "before", String.join(",", before)));
    }
    if (before.size() < MOST_CERTIFICATES) {
      before.add(fingerprint);
    }
  }
}
