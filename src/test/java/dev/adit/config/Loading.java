package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.LoadResult.Loaded;
import dev.adit.config.LoadResult.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Loads texts as if they were files in a directory of their own.
record Loading(Path directory) {

  LoadResult result(byte[] content) {
    try {
      return ConfigLoader.load(Files.write(directory.resolve("config"), content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LoadResult result(String text) {
    return result(text.getBytes(StandardCharsets.UTF_8));
  }

  Loaded loaded(String text) {
    LoadResult result = result(text);
    assertThat(result).as(text).isInstanceOf(Loaded.class);
    return (Loaded) result;
  }

  AditConfig config(String text) {
    return loaded(text).config();
  }

  List<String> problems(String text) {
    LoadResult result = result(text);
    assertThat(result).as(text).isInstanceOf(Refused.class);
    return ((Refused) result).problems();
  }
}
