package cairn.genesis;

import cairn.primitives.Bytes;
import java.util.List;

/**
 * What one chooses of a private network that is as a known one in all that is looked at by clients:
 * the genesis block, the rules and the addresses. Nothing is checked until {@link #make}.
 *
 * @param model the known one
 * @param name its name, which is its data directory's too
 * @param magic four bytes, which keep it apart from the model
 * @param port where nodes listen; connections through Tor have the port after it
 * @param rpcPort where RPC listens
 * @param seeds nodes to ask when nothing else answers, each {@code host:port}
 */
public record LikeNetwork(
    Network model, String name, Bytes magic, int port, int rpcPort, List<String> seeds) {
  public LikeNetwork {
    seeds = List.copyOf(seeds);
  }

  /**
   * Makes the network.
   *
   * @throws NetworkFormatException if a value is out of its range, or would make the network look
   *     like one that everyone knows; {@code field} is the field's name in the network's file
   */
  public Network make() throws NetworkFormatException {
    if (magic.equals(model.peers().magic())) {
      throw new NetworkFormatException("peers.magic", "it is that of " + model.name());
    }
    var peers =
        new PeerParameters(magic, port, port + 1, List.of(), seeds, model.peers().headersSync());
    var network =
        new Network(
            name,
            name,
            model.testChain(),
            model.genesis(),
            model.consensus(),
            peers,
            rpcPort,
            model.addresses(),
            ChainFacts.NONE,
            model.defaults());
    var made = Network.parse(network.toJson());
    if (Networks.NAMES.contains(name)) {
      throw new NetworkFormatException("name", "it is that of a known network");
    }
    return made;
  }
}
