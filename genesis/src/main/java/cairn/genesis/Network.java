package cairn.genesis;

import cairn.primitives.Block;
import cairn.primitives.address.AddressFormat;

/**
 * Everything that one network does not share with the others. Immutable.
 *
 * @param name what {@code -chain=}, the sections of {@code bitcoin.conf} and RPC call it: {@code
 *     main}, {@code test} for testnet3, {@code testnet4}, {@code signet}, {@code regtest}
 * @param dataDirectory where its files are, below the data directory; empty for the main network
 * @param testChain whether its coins are worth nothing, so that testing options are allowed
 * @param genesis its first block, which is not checked and whose output can never be spent
 * @param rpcPort where RPC listens unless told otherwise, 1 to 65,535
 */
public record Network(
    String name,
    String dataDirectory,
    boolean testChain,
    Block genesis,
    ConsensusParameters consensus,
    PeerParameters peers,
    int rpcPort,
    AddressFormat addresses,
    ChainFacts facts,
    NodeDefaults defaults) {

  /** The same network under these rules. */
  public Network with(ConsensusParameters consensus) {
    return new Network(
        name,
        dataDirectory,
        testChain,
        genesis,
        consensus,
        peers,
        rpcPort,
        addresses,
        facts,
        defaults);
  }

  /** The same network with these ways to meet peers. */
  public Network with(PeerParameters peers) {
    return new Network(
        name,
        dataDirectory,
        testChain,
        genesis,
        consensus,
        peers,
        rpcPort,
        addresses,
        facts,
        defaults);
  }

  /** The same network, of whose chain this much is known. */
  public Network with(ChainFacts facts) {
    return new Network(
        name,
        dataDirectory,
        testChain,
        genesis,
        consensus,
        peers,
        rpcPort,
        addresses,
        facts,
        defaults);
  }

  /** The same network, run like this. */
  public Network with(NodeDefaults defaults) {
    return new Network(
        name,
        dataDirectory,
        testChain,
        genesis,
        consensus,
        peers,
        rpcPort,
        addresses,
        facts,
        defaults);
  }

  @Override
  public String toString() {
    return name;
  }
}
