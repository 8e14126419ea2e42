package cairn.rpc;

import cairn.rpc.auth.Authenticator;
import cairn.rpc.auth.CookieFile;
import cairn.rpc.auth.Whitelists;
import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call what, set up as the operator wants it.
 *
 * @param cookie null for none
 */
record Access(Authenticator users, Whitelists whitelists, @Nullable CookieFile cookie)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Access.class);

  static Access set(RpcConfig.Access config, SecureRandom random) throws RpcStartException {
    var users = new Authenticator.Builder(random);
    var cookie = config.password().isEmpty() ? cookie(config, random) : null;
    if (cookie != null) {
      users.user(CookieFile.USER, cookie.password());
    } else if (!config.password().isEmpty()) {
      log.info("Using rpcuser/rpcpassword authentication.");
      log.warn(
          "The use of rpcuser/rpcpassword is less secure, because credentials are configured in"
              + " plain text. It is recommended that locally-run instances switch to cookie-based"
              + " auth, or otherwise to use hashed rpcauth credentials.");
      users.user(config.user(), config.password());
    }
    if (!config.hashed().isEmpty()) {
      log.info("Using rpcauth authentication.");
    }
    for (var hashed : config.hashed()) {
      if (!users.hashed(hashed)) {
        log.warn("Invalid -rpcauth argument.");
        close(cookie);
        throw RpcStartException.seeLog();
      }
    }
    var whitelists = new Whitelists(config.whitelists(), config.whitelistDefault());
    return new Access(users.build(), whitelists, cookie);
  }

  private static @Nullable CookieFile cookie(RpcConfig.Access config, SecureRandom random)
      throws RpcStartException {
    var readers = readers(config.cookieReaders());
    var path = config.cookieFile();
    if (path == null) {
      log.info("RPC authentication cookie file generation is disabled.");
      return null;
    }
    var cookie = CookieFile.write(path, readers, random);
    log.info("Using random cookie authentication.");
    return cookie.orElseThrow(RpcStartException::seeLog);
  }

  private static CookieFile.Readers readers(String name) throws RpcStartException {
    for (var readers : CookieFile.Readers.values()) {
      if (readers.name().toLowerCase(Locale.ROOT).equals(name)) {
        return readers;
      }
    }
    if (name.isEmpty()) {
      return CookieFile.Readers.OWNER;
    }
    log.error("Invalid -rpccookieperms={}; must be one of 'owner', 'group', or 'all'.", name);
    throw RpcStartException.seeLog();
  }

  private static void close(@Nullable CookieFile cookie) {
    if (cookie != null) {
      cookie.close();
    }
  }

  @Override
  public void close() {
    close(cookie);
  }
}
