package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The text of a configuration file.
final class FileText {

  /// Far more than thousands of listeners need; whoever names a disk image by mistake is told soon.
  static final int MAX_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private FileText() {}

  /// Reads it, or says what is wrong, worded to follow the file's name.
  static Parsed<String> read(Path file) {
    byte[] bytes;
    if (Files.isDirectory(file)) {
      return new Bad<>("is a directory: name the file in it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return new Bad<>("does not exist: check the path");
    } catch (AccessDeniedException e) {
      return new Bad<>("can't be read: give this user the right to");
    } catch (IOException e) {
      return new Bad<>("can't be read (" + e.getMessage() + "): check the path");
    }
    return bytes.length > MAX_BYTES
        ? new Bad<>("is larger than 1 MiB: this can't be a configuration, check the path")
        : decode(bytes);
  }

  private static Parsed<String> decode(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      // A shell knows no encodings, so a comment of a Port Relay file may be in any.
      text = new String(bytes, StandardCharsets.ISO_8859_1);
      if (!EnvKeys.fit(text) || PythonKeys.fit(text)) {
        return new Bad<>("is not UTF-8 text: check the path, or save it as UTF-8");
      }
    }
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    if (text.indexOf('\0') >= 0) {
      return new Bad<>("is a binary file: check the path");
    }
    return text.isBlank()
        ? new Bad<>("is empty: write at least one [[pool]] and one [[listener]]")
        : new Good<>(text);
  }
}
