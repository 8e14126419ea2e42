package cairn.genesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Nodes to ask when nothing else answers. Those of the known networks are lists beside the
 * networks' files, so that only a node that needs one reads it.
 */
public final class FixedSeeds {
  private FixedSeeds() {}

  /**
   * The nodes, each {@code host:port} as in {@link PeerParameters#fixedSeeds}: those that the
   * network's file names, and where it is a known network those that come with Cairn.
   */
  public static List<String> of(Network network) {
    return Stream.concat(
            network.peers().fixedSeeds().stream(),
            resource(network).stream().flatMap(String::lines))
        .toList();
  }

  private static Optional<String> resource(Network network) {
    // A signet of one's own has signet's name and genesis block, but another magic.
    boolean known =
        Networks.named(network.name())
            .filter(other -> other.genesis().equals(network.genesis()))
            .filter(other -> other.peers().magic().equals(network.peers().magic()))
            .isPresent();
    return known ? read(network.name() + ".seeds.txt") : Optional.empty();
  }

  private static Optional<String> read(String file) {
    try (var in = FixedSeeds.class.getResourceAsStream(file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
