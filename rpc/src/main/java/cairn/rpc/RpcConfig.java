package cairn.rpc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants of the RPC server; the options of {@code bitcoind} say more.
 *
 * @param endpoints where to listen
 * @param allowIps {@code -rpcallowip}: whose connections are taken, besides those of this machine
 * @param cjdns whether addresses in fc00::/8 are those of CJDNS, and so not to be allowed
 * @param patience how long a client may do nothing; zero for ever
 * @param threads how many requests are worked on at a time, at least 1
 * @param queue how many more may wait for that, at least 1
 * @param access who may call what
 * @param rest whether requests of REST are answered, whoever they come from
 * @param eventLogBytes how much is kept of what REST has told of as events
 * @param oldForms {@code -deprecatedrpc}
 * @param checkResults whether answers are held against their descriptions
 */
public record RpcConfig(
    List<Listen> endpoints,
    List<String> allowIps,
    boolean cjdns,
    Duration patience,
    int threads,
    int queue,
    Access access,
    boolean rest,
    long eventLogBytes,
    OldForms oldForms,
    boolean checkResults) {
  public RpcConfig {
    endpoints = List.copyOf(endpoints);
    allowIps = List.copyOf(allowIps);
  }

  /**
   * Where to listen.
   *
   * @param host an IP address
   */
  public record Listen(String host, int port) {}

  /**
   * Who may call what.
   *
   * @param user {@code -rpcuser}
   * @param password {@code -rpcpassword}; if it is empty, a cookie file takes its place
   * @param hashed {@code -rpcauth}: users as {@code user:salt$hash}
   * @param cookieFile null for none
   * @param cookieReaders {@code -rpccookieperms}; empty for the owner alone
   * @param whitelists {@code -rpcwhitelist}: which methods users may call
   * @param whitelistDefault whether users without a list may call nothing
   */
  public record Access(
      String user,
      String password,
      List<String> hashed,
      @Nullable Path cookieFile,
      String cookieReaders,
      List<String> whitelists,
      boolean whitelistDefault) {
    public Access {
      hashed = List.copyOf(hashed);
      whitelists = List.copyOf(whitelists);
    }

    @Override
    public String toString() {
      return "Access[%s]".formatted(user); // the rest is secret
    }
  }
}
