package cairn.rpc;

import cairn.p2p.gossip.LocalAddresses.LocalAddress;
import cairn.p2p.relay.BacklogInfo;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node is to others, and how it reaches them.
 *
 * @param version as a number: of the Bitcoin Core that callers may take the node for
 * @param userAgent as in BIP 14
 * @param services which it offers
 * @param relay how transactions go to and fro
 * @param clockBehind how far its clock is behind those of outbound peers, the median
 * @param ways to other nodes: for each of the five networks that there are
 * @param localAddresses where others can reach it, as far as it knows
 */
public record NetworkReport(
    int version,
    String userAgent,
    ServiceFlags services,
    Relay relay,
    Duration clockBehind,
    Map<NetworkType, Way> ways,
    List<LocalAddress> localAddresses) {
  public NetworkReport {
    ways = Map.copyOf(ways);
    localAddresses = List.copyOf(localAddresses);
  }

  /**
   * How transactions are relayed.
   *
   * @param wanted whether peers are asked for transactions
   * @param sendRate how many are announced to inbound peers each second, in the long run
   * @param inbound what waits to be announced to inbound peers
   * @param outbound what waits for the others
   * @param minFeeRate what a transaction must pay for 1,000 virtual bytes to be relayed
   * @param feeRateStep how much more a transaction must pay that replaces another
   */
  public record Relay(
      boolean wanted,
      int sendRate,
      BacklogInfo inbound,
      BacklogInfo outbound,
      Amount minFeeRate,
      Amount feeRateStep) {}

  /**
   * How the nodes of a network are reached.
   *
   * @param reachable whether they are
   * @param proxy over which, as text: an address and a port, or a file
   * @param isolating whether each connection has credentials of its own there
   */
  public record Way(boolean reachable, Optional<String> proxy, boolean isolating) {}
}
