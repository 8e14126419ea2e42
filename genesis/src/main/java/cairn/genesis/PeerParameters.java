package cairn.genesis;

import cairn.primitives.Bytes;
import java.util.List;

/**
 * How nodes of one network meet and recognise each other.
 *
 * @param magic the four bytes that begin each message, and each block in a block file
 * @param port where nodes listen unless told otherwise, 1 to 65,535
 * @param onionPort where connections that come through Tor are taken in, 1 to 65,535
 * @param dnsSeeds host names that resolve to nodes
 * @param fixedSeeds nodes to ask when nothing else answers, each {@code host:port} with an IPv6
 *     address in brackets; {@link FixedSeeds} knows more of them
 * @param headersSync bounds the memory that a peer's headers take before they show enough work
 */
public record PeerParameters(
    Bytes magic,
    int port,
    int onionPort,
    List<String> dnsSeeds,
    List<String> fixedSeeds,
    HeadersSync headersSync) {
  /** How many bytes a network's magic has. */
  public static final int MAGIC_LENGTH = 4;

  public PeerParameters {
    dnsSeeds = List.copyOf(dnsSeeds);
    fixedSeeds = List.copyOf(fixedSeeds);
  }

  PeerParameters with(List<String> dnsSeeds) {
    return new PeerParameters(magic, port, onionPort, dnsSeeds, fixedSeeds, headersSync);
  }

  /**
   * Headers that do not yet show enough work are downloaded twice: first only a bit of a hash is
   * kept for every so many of them, then they are compared with those bits.
   *
   * @param commitmentPeriod headers from one kept bit to the next, at least 1
   * @param redownloadBufferSize headers that must agree with their bits before the first of them is
   *     believed, at least 1
   */
  public record HeadersSync(int commitmentPeriod, int redownloadBufferSize) {}
}
