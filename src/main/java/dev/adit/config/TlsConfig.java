package dev.adit.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The certificate that a listener shows to its miners. Both files are PEM, both paths absolute.
public record TlsConfig(Path certFile, Path keyFile) {

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    checkFile(path + ".cert_file", certFile, problems);
    checkFile(path + ".key_file", keyFile, problems);
    return problems;
  }

  private static void checkFile(String key, Path file, List<String> problems) {
    if (!Files.isRegularFile(file)) {
      problems.add(
          key
              + ": "
              + Node.quoted(file.toString())
              + " is not a file: give the path of a PEM file");
    } else if (!Files.isReadable(file)) {
      problems.add(
          key
              + ": "
              + Node.quoted(file.toString())
              + " can't be read: give this user the right to");
    }
  }
}
