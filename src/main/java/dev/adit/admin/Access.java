package dev.adit.admin;

import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may see what.
///
/// | listen | password | reading | `/debug/` |
/// |---|---|---|---|
/// | loopback | any | anyone on this machine | anyone on this machine, or the password |
/// | other | set | the password | the password, or this machine |
/// | other | set, `open_read_only` | anyone | the password, or this machine |
/// | other | none, `open_read_only` | anyone | this machine |
///
/// Whatever changes something needs the password, wherever it listens, and so does all of the MWC
/// interface, where the user is `mwcmain`.
final class Access {

  /// What a path asks for.
  enum Need {
    /// Looking at health, numbers and state.
    READ,
    /// Looking into the process.
    INSPECT,
    /// Changing something.
    CHANGE,
    /// The interface of an MWC node, which has a user of its own and no reading without a password.
    MWC
  }

  /// What a request gets.
  enum Answer {
    YES,
    /// Say that a password is needed.
    ASK,
    /// As ASK, but late, so that guessing takes long.
    WRONG,
    /// As if it were not there.
    HIDE,
    /// There is no password with which it would be allowed.
    FORBID,
    /// A page of another site asks, with the password that the browser remembers.
    FOREIGN
  }

  /// A request as far as access depends on it.
  ///
  /// @param remoteLoopback whether the connection comes from this machine
  /// @param host the `Host` header
  /// @param forwarded whether a proxy says that it speaks for someone else
  /// @param authorization the header of that name
  /// @param origin the header of that name
  record Request(
      boolean remoteLoopback,
      @Nullable String host,
      boolean forwarded,
      @Nullable String authorization,
      @Nullable String origin) {

    /// A web page in a browser on this machine can send requests here under its own host name; only
    /// a request that names this machine as such comes from its user.
    private boolean fromThisMachine() {
      return remoteLoopback && !forwarded && namesThisMachine();
    }

    private boolean isFromOurOwnPage() {
      return origin == null || origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }

    private boolean namesThisMachine() {
      return host == null
          || host.isEmpty()
          || LOCAL_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
  }

  /// An address, or `localhost`, with or without a port.
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]|(.+\\.)?localhost)(:\\d+)?");

  private static final String BASIC = "Basic ";
  private static final String MWC_USER = "mwcmain";

  private final boolean loopback;
  private final boolean openReadOnly;
  private final byte @Nullable [] credentials;
  private final byte @Nullable [] mwcCredentials;

  Access(AdminConfig config) {
    HostPort listen = config.listen();
    this.loopback = listen != null && listen.isLoopback();
    this.openReadOnly = config.openReadOnly();
    this.credentials = credentials(config.user(), config.password());
    this.mwcCredentials = credentials(MWC_USER, config.password());
  }

  private static byte @Nullable [] credentials(String user, Secret password) {
    return password.isSet()
        ? (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8)
        : null;
  }

  Answer decide(Need need, Request request) {
    String authorization = request.authorization();
    byte[] credentials = need == Need.MWC ? mwcCredentials : this.credentials;
    boolean locked = need == Need.CHANGE || need == Need.MWC;
    if (locked && credentials == null) {
      return Answer.FORBID;
    }
    if (locked && !request.isFromOurOwnPage()) {
      return Answer.FOREIGN;
    }
    if (credentials != null && authorization != null) {
      return matches(credentials, authorization) ? Answer.YES : Answer.WRONG;
    }
    boolean open =
        switch (need) {
          case READ -> loopback ? request.namesThisMachine() : openReadOnly;
          case INSPECT -> request.fromThisMachine();
          case CHANGE, MWC -> false;
        };
    if (open) {
      return Answer.YES;
    }
    return credentials != null ? Answer.ASK : Answer.HIDE;
  }

  /// Takes as long for a password that is nearly right.
  private static boolean matches(byte[] credentials, String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return false;
    }
    byte[] given;
    try {
      given = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    return MessageDigest.isEqual(credentials, given);
  }
}
