package cairn.rpc.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to call a node.
 *
 * @param host a name or an address
 * @param wallet which wallet of the node is meant; empty for none in particular
 * @param credentials who calls
 * @param configFile for people; empty if there is none
 * @param named whether parameters have names
 * @param id of the request
 * @param patience how long the node may do nothing; zero for ever
 * @param readsArguments whether there are more parameters on standard input, one a line
 * @param readsPassword whether the password is the first line of standard input
 * @param readsPassphrase whether the wallet's passphrase is the next one
 * @param overview what is asked for in place of a method
 */
public record CliConfig(
    String host,
    int port,
    Optional<String> wallet,
    Credentials credentials,
    Optional<Path> configFile,
    boolean named,
    String id,
    Duration patience,
    Waiting waiting,
    boolean readsArguments,
    boolean readsPassword,
    boolean readsPassphrase,
    Optional<Overview> overview) {
  /**
   * Who calls.
   *
   * @param password if it is empty, the cookie file has user and password
   * @param cookieFile empty if none is to be read
   */
  public record Credentials(String user, String password, Optional<Path> cookieFile) {
    @Override
    public String toString() {
      return "Credentials[%s]".formatted(user); // the rest is secret
    }
  }

  /**
   * Whether to wait until the node is ready.
   *
   * @param limit how long; zero for ever
   */
  public record Waiting(boolean waits, Duration limit) {}

  /**
   * What is asked for in place of a method.
   *
   * @param colored whether it is for a terminal that knows colours
   * @param client which program shows it, and of which network, for people
   */
  public record Overview(Summary summary, boolean colored, String client) {}

  /** The same with this password. */
  CliConfig withPassword(String password) {
    return new CliConfig(
        host,
        port,
        wallet,
        new Credentials(credentials.user(), password, credentials.cookieFile()),
        configFile,
        named,
        id,
        patience,
        waiting,
        readsArguments,
        readsPassword,
        readsPassphrase,
        overview);
  }
}
