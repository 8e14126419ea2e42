package cairn.genesis;

import cairn.primitives.Block;
import cairn.primitives.address.AddressFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
  private static final int MAX_FILE_SIZE = 1_000_000;

  /**
   * Reads a network of one's own from its file, as {@code -chain=FILE.json} names it.
   *
   * @throws NetworkFormatException if the file says something else than it should, or has the name
   *     or the directory of a network that everyone knows and not its genesis block
   * @throws IOException if the file cannot be read
   */
  public static Network load(Path file) throws IOException, NetworkFormatException {
    var network = parse(text(file));
    Networks.requireDistinct(network);
    return network;
  }

  /** Reads no more than it may, whatever size the file says it has: a device says 0. */
  private static String text(Path file) throws IOException, NetworkFormatException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MAX_FILE_SIZE + 1);
      if (bytes.length > MAX_FILE_SIZE) {
        throw new NetworkFormatException("", "longer than " + MAX_FILE_SIZE + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new NetworkFormatException("", "not UTF-8");
    }
  }

  /**
   * Reads a network from its JSON form.
   *
   * @throws NetworkFormatException if {@code json} says something else than it should
   */
  public static Network parse(String json) throws NetworkFormatException {
    return NetworkReader.read(json);
  }

  /** The JSON form, which {@link #parse} reads; indented, with a line feed at its end. */
  public String toJson() {
    return NetworkWriter.write(this);
  }

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
