package cairn.wallet.rpc;

import cairn.wallet.WalletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** As whom to ask a node. What is secret in it is not printed. */
public sealed interface Credentials {
  /**
   * The user, a colon, and the password.
   *
   * @throws WalletException if they cannot be found
   */
  String text() throws WalletException;

  /** A name and a password. */
  record Password(String user, String password) implements Credentials {
    @Override
    public String text() {
      return user + ":" + password;
    }

    @Override
    public String toString() {
      return "user " + user;
    }
  }

  /**
   * What a node writes into a file while it runs, so that whoever can read that file can call it.
   *
   * @param files where it may be; the first that there is counts
   */
  record Cookie(List<Path> files) implements Credentials {
    public Cookie {
      files = List.copyOf(files);
    }

    @Override
    public String text() throws WalletException {
      for (var file : files) {
        if (Files.exists(file)) {
          try {
            return Files.readString(file).strip();
          } catch (IOException e) {
            throw WalletException.noNode("the node's cookie " + file + " cannot be read");
          }
        }
      }
      var places = String.join(" or ", files.stream().map(Path::toString).toList());
      throw WalletException.noNode(
          "no node seems to run here: there is no cookie at "
              + places
              + " (--rpc-cookie names another, rpc-user and rpc-password do without)");
    }

    @Override
    public String toString() {
      return "cookie " + files;
    }
  }
}
