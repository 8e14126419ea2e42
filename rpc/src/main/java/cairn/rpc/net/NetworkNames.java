package cairn.rpc.net;

import cairn.p2p.wire.NetworkType;
import java.util.List;
import java.util.stream.Collectors;

/** The networks that the methods speak of. */
final class NetworkNames {
  /** Those that nodes are reached over, in the order in which they are shown. */
  static final List<NetworkType> ALL =
      List.of(
          NetworkType.IPV4,
          NetworkType.IPV6,
          NetworkType.ONION,
          NetworkType.I2P,
          NetworkType.CJDNS);

  /** Their names, for the help. */
  static final String TEXT =
      ALL.stream().map(NetworkType::toString).collect(Collectors.joining(", "));

  private NetworkNames() {}
}
