package cairn.node.faucet;

import cairn.genesis.Network;
import cairn.primitives.Bytes;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;

/** The key that a faucet pays with, in a file of its own. */
public final class FaucetKey {
  private FaucetKey() {}

  /** Makes a key, unless the file is there. */
  public static void make(Path file, Network network) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    var random = new SecureRandom();
    var bytes = new byte[SecretKey.LENGTH];
    Optional<SecretKey> secret;
    do {
      random.nextBytes(bytes);
      secret = SecretKey.of(Bytes.copyOf(bytes));
    } while (secret.isEmpty());
    var next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, new PrivateKey(secret.get(), true).text(network.addresses()) + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads it.
   *
   * @throws FaucetException if the file does not hold a key of this network
   */
  public static PrivateKey read(Path file, Network network) throws IOException {
    try {
      return PrivateKey.parse(Files.readString(file).strip(), network.addresses());
    } catch (TextException e) {
      throw new FaucetException(file + " is damaged: " + e.getMessage());
    }
  }
}
