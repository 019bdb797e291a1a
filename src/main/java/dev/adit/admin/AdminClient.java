package dev.adit.admin;

import dev.adit.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The other end of the admin port: asks an Adit that runs.
///
/// By the old client of the JDK: the new one takes a second to load, more than all the rest.
public final class AdminClient {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final URI base;
  private final String user;
  private final Secret password;

  /// Of one Adit.
  ///
  /// @param base `http://127.0.0.1:8080`, or with `https` where a proxy speaks it
  public AdminClient(URI base, String user, Secret password) {
    this.base = base;
    this.user = user;
    this.password = password;
  }

  /// An answer.
  ///
  /// @param total how many there are, of which a list shows the first; 0 for what is no list
  public record Answer(JsonNode json, int total) {}

  /// Where it is.
  public URI base() {
    return base;
  }

  public Answer get(String path) throws IOException {
    return send("GET", path, null);
  }

  /// Sends a request and waits for what comes of it.
  ///
  /// @param body JSON, or null for none
  /// @throws IOException with a message for the user, if there is no answer or a refusal
  public Answer send(String method, String path, @Nullable String body) throws IOException {
    HttpURLConnection connection = open(method, path);
    try {
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body.getBytes(StandardCharsets.UTF_8));
        }
      }
      int status = connection.getResponseCode();
      InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      byte[] answer = stream == null ? new byte[0] : stream.readAllBytes();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException(refusal(status, answer));
      }
      return new Answer(json(answer), connection.getHeaderFieldInt("X-Total-Count", 0));
    } catch (ConnectException e) {
      throw noAnswer("nothing listens there: is Adit running, and is that its admin.listen?", e);
    } catch (UnknownHostException e) {
      throw noAnswer("no such host", e);
    } catch (SocketTimeoutException e) {
      throw noAnswer("it does not answer in time", e);
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) base.resolve(path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    // The password is for nobody else.
    connection.setInstanceFollowRedirects(false);
    if (password.isSet()) {
      byte[] credentials = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    return connection;
  }

  private IOException noAnswer(String why, IOException cause) {
    return new IOException(base + ": " + why, cause);
  }

  private JsonNode json(byte[] answer) throws IOException {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException notJson) {
      throw new IOException(base + ": what answers there is no Adit", notJson);
    }
  }

  private String refusal(int status, byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8).strip();
    return switch (status) {
      case 401 ->
          password.isSet()
              ? "%s: the password is not that of \"%s\" there: see admin.user and admin.password"
                      .formatted(base, user)
                  + " in its configuration"
              : base
                  + ": a password is needed: name its configuration with -c, or put it into"
                  + " ADIT_ADMIN_PASSWORD or a file for --password-file";
      case 400, 413 -> problems(text);
      case 403, 429, 503 -> base + ": " + text;
      case 404 -> text.startsWith("{") ? problems(text) : base + ": has no such path: is it Adit?";
      default -> base + ": answers with HTTP status " + status + ": is it Adit?";
    };
  }

  private String problems(String text) {
    try {
      JsonNode problems = JSON.readTree(text).path("problems");
      if (problems.isArray() && !problems.isEmpty()) {
        return String.join("; ", problems.valueStream().map(JsonNode::asString).toList());
      }
    } catch (JacksonException notJson) {
      // then its text is all there is to tell
    }
    return base + ": " + text;
  }
}
