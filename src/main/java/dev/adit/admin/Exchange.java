package dev.adit.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A request and the answer to it, which is text with status 200 until something else is said. What
/// is written is held back for as long as it fits a buffer, so say the status first.
final class Exchange {
  private static final String TEXT = "text/plain";
  private static final String JSON = "application/json";

  private final Request request;
  private final Response response;
  private final OutputStream out;

  Exchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    this.out = Response.asBufferedOutputStream(request, response);
    header("Cache-Control", "no-store");
    header("X-Content-Type-Options", "nosniff");
    type(TEXT);
  }

  /// `GET` for `HEAD` too: what there is to see is the same.
  String method() {
    return isHead() ? "GET" : request.getMethod();
  }

  /// Whether only the head of the answer is wanted, and nothing that is written goes anywhere.
  boolean isHead() {
    return request.getMethod().equals("HEAD");
  }

  /// Decoded, and with no slash at its end.
  String path() {
    String path = Request.getPathInContext(request);
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /// What stands behind the question mark; null where it does not.
  @Nullable String query(String name) {
    return Request.extractQueryParameters(request).getValue(name);
  }

  InetAddress caller() {
    return InetAddress.ofLiteral(Request.getRemoteAddr(request));
  }

  InputStream body() {
    return Request.asInputStream(request);
  }

  Exchange status(int status) {
    response.setStatus(status);
    return this;
  }

  Exchange type(String contentType) {
    return header(HttpHeader.CONTENT_TYPE.asString(), contentType);
  }

  Exchange header(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  void text(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// For an answer in JSON: close it at its end.
  JsonGenerator json() {
    return Json.FACTORY.createGenerator(ObjectWriteContext.empty(), jsonOut());
  }

  /// The same, for whoever has a writer of his own.
  OutputStream jsonOut() {
    type(JSON);
    return out;
  }

  OutputStream out() {
    return out;
  }

  /// In a class of its own, so that who is never asked for JSON does not load what writes it.
  private static final class Json {
    static final JsonFactory FACTORY = new JsonFactory();
  }
}
