import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;

/// Writes the certificates of a directory (PEM, `*.crt`) as a trust store without a password, the
/// kind that every Java has as `lib/security/cacerts`. The same directory gives the same bytes.
final class TrustedRoots {

  /// Mozilla's list has some 140; far fewer means that this is not the list.
  private static final int FEWEST = 100;

  public static void main(String[] args) throws Exception {
    Path store = Path.of(args[0]);
    Path directory = Path.of(args[1]);
    List<Path> files;
    try (var found = Files.list(directory)) {
      files = found.filter(file -> file.toString().endsWith(".crt")).sorted().toList();
    }
    if (files.size() < FEWEST) {
      System.err.println(directory + " has " + files.size() + " certificates: not a list of roots");
      System.exit(1);
    }
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    CertificateFactory reader = CertificateFactory.getInstance("X.509");
    for (Path file : files) {
      try (InputStream pem = Files.newInputStream(file)) {
        Certificate root = reader.generateCertificate(pem);
        roots.setCertificateEntry(file.getFileName().toString(), root);
      }
    }
    try (OutputStream out = Files.newOutputStream(store)) {
      roots.store(out, null);
    }
  }
}
