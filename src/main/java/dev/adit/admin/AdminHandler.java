package dev.adit.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;

/// Hands each request, on a virtual thread of its own, to the [Routes], and sees the answer off.
final class AdminHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

  private final Routes routes;

  AdminHandler(Routes routes) {
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // A page that takes its time is not a caller that is silent: only reads and writes wait in
    // vain.
    request.addIdleTimeoutListener(_ -> false);
    Exchange exchange = new Exchange(request, response);
    try {
      routes.answer(exchange);
      exchange.out().close();
      callback.succeeded();
    } catch (IOException | UncheckedIOException | JacksonIOException gone) {
      if (response.isCommitted()) {
        callback.failed(gone);
      } else {
        Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
      }
    } catch (RuntimeException failure) {
      Response.writeError(request, response, callback, status(exchange, failure));
    }
    return true;
  }

  /// Whose fault it is: what can't be read is theirs, and no line in our log.
  private static int status(Exchange exchange, RuntimeException failure) {
    if (failure instanceof HttpException theirs) {
      return theirs.getCode();
    }
    LOG.error("{} failed", exchange.path(), failure);
    return HttpStatus.INTERNAL_SERVER_ERROR_500;
  }
}
