package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// Signs certificates, with the keytool of the Java that runs the tests. Nobody believes it but
/// those who are given its [#store()].
public final class Authority {
  public static final String PASSWORD = "changeit";

  private final Path directory;
  private int signed;

  private Authority(Path directory) {
    this.directory = directory;
  }

  /// A new one.
  ///
  /// @param directory where its files and those of its certificates go
  public static Authority in(Path directory) throws Exception {
    Authority authority = new Authority(directory);
    authority.makeKeyPair("authority", "-ext", "bc:c", "-dname", "CN=Test authority");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority.keys().getCertificate("authority"));
    try (var out = Files.newOutputStream(authority.store())) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return authority;
  }

  /// A PKCS#12 file with its own certificate, to be trusted.
  public Path store() {
    return directory.resolve("trusted.p12");
  }

  /// A certificate for a host.
  ///
  /// @param more of keytool's options
  public Certificate sign(String host, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("-signer", "authority"));
    options.addAll(List.of(more));
    return certificate(host, options);
  }

  /// A certificate that only its own key has signed.
  ///
  /// @param directory where it goes; another for each
  public static Certificate selfSigned(Path directory, String host) throws Exception {
    return new Authority(directory).certificate(host, List.of());
  }

  private Certificate certificate(String host, List<String> more) throws Exception {
    String name = host + "-" + signed++;
    List<String> options = new ArrayList<>(List.of("-dname", "CN=" + host));
    options.addAll(List.of("-ext", "SAN=dns:" + host));
    options.addAll(more);
    makeKeyPair(name, options.toArray(new String[0]));
    StringBuilder chain = new StringBuilder();
    for (java.security.cert.Certificate one : keys().getCertificateChain(name)) {
      chain.append(pem("CERTIFICATE", one.getEncoded()));
    }
    byte[] key = Objects.requireNonNull(keys().getKey(name, PASSWORD.toCharArray()).getEncoded());
    return new Certificate(
        Files.writeString(directory.resolve(name + "-cert.pem"), chain),
        Files.writeString(directory.resolve(name + "-key.pem"), pem("PRIVATE KEY", key)));
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private void makeKeyPair(String name, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", directory + "/keys.p12"));
    command.addAll(List.of(options));
    Path log = directory.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
  }

  private static String pem(String kind, byte[] content) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
  }
}
