package cairn.genesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The networks that everyone knows, and Cairn's own. Each call reads the network anew; keep it. */
public final class Networks {
  /** What {@code -chain=} calls them. */
  public static final List<String> NAMES =
      List.of("main", "test", "testnet4", "signet", "regtest", "devnet");

  private Networks() {}

  /** The network on which people trade goods and services. */
  public static Network main() {
    return resource("main");
  }

  /** The third test network, which testnet4 replaces. */
  public static Network testnet3() {
    return resource("testnet3");
  }

  /** The fourth test network (BIP 94). */
  public static Network testnet4() {
    return resource("testnet4");
  }

  /** The test network whose blocks are signed (BIP 325). */
  public static Network signet() {
    return resource("signet");
  }

  /** A network for tests on one machine, where anyone finds a block at once. */
  public static Network regtest() {
    return resource("regtest");
  }

  /**
   * Cairn's network for private use: Bitcoin's rules, with blocks and difficulty that come in
   * seconds and minutes rather than in minutes and weeks.
   */
  public static Network devnet() {
    return resource("devnet");
  }

  /** The one of {@link #NAMES} that is called {@code name}; empty if there is none. */
  public static Optional<Network> named(String name) {
    return switch (name) {
      case "main" -> Optional.of(main());
      case "test" -> Optional.of(testnet3());
      case "testnet4" -> Optional.of(testnet4());
      case "signet" -> Optional.of(signet());
      case "regtest" -> Optional.of(regtest());
      case "devnet" -> Optional.of(devnet());
      default -> Optional.empty();
    };
  }

  /**
   * Says that {@code network} will not be taken for a known one: by its name, on disk, on the wire,
   * or by its addresses for the main network, whose coins are worth something. Where it is one,
   * which its genesis block tells, with or without its nonce, it may look like it.
   *
   * @throws NetworkFormatException if it might be
   */
  static void requireDistinct(Network network) throws NetworkFormatException {
    for (var name : NAMES) {
      var known = named(name).orElseThrow();
      var genesis = network.genesis().header().withNonce(0);
      if (!genesis.equals(known.genesis().header().withNonce(0))) {
        requireDiffer("name", network.name(), known.name(), known);
        requireDiffer("dataDirectory", network.dataDirectory(), known.dataDirectory(), known);
        requireDiffer("peers.magic", network.peers().magic(), known.peers().magic(), known);
        if (!known.testChain()) {
          requireDiffer("addresses.hrp", network.addresses().hrp(), known.addresses().hrp(), known);
        }
      }
    }
  }

  private static void requireDiffer(String field, Object value, Object knownValue, Network known)
      throws NetworkFormatException {
    if (value.equals(knownValue)) {
      throw new NetworkFormatException(
          field, "the network " + known + ", which has another genesis block, has this");
    }
  }

  private static Network resource(String file) {
    try (var in = Networks.class.getResourceAsStream(file + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no resource " + file + ".json");
      }
      return Network.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NetworkFormatException e) {
      throw new IllegalStateException(file + ".json: " + e.getMessage(), e);
    }
  }
}
