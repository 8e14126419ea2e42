package cairn.p2p.fuzz;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HostPort;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.Subnet;
import java.nio.charset.StandardCharsets;

/**
 * Reads an address, an endpoint and a subnet as people write them. What can be read is shown in a
 * form that reads the same again.
 */
public final class AddressFuzz {
  private AddressFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    NetworkAddress.parse(text)
        .ifPresent(address ->
            require(
                NetworkAddress.parse(address.toString()).stream().anyMatch(address::equals), text));
    Endpoint.parse(text, 8333)
        .ifPresent(endpoint ->
            require(
                Endpoint.parse(endpoint.toString(), 1).stream().anyMatch(endpoint::equals), text));
    Subnet.parse(text)
        .ifPresent(subnet -> {
          require(subnet.contains(subnet.base()), text);
          // Core's own ranges of IPv6 cannot be written, but masking may lead to their beginning.
          if (NetworkAddress.parse(subnet.base().toString()).stream()
              .anyMatch(subnet.base()::equals)) {
            require(Subnet.parse(subnet.toString()).stream().anyMatch(subnet::equals), text);
          }
        });
    int port = HostPort.split(text, 8333).port();
    require(port >= 0 && port <= 0xffff, text);
  }

  private static void require(boolean holds, String text) {
    if (!holds) {
      throw new AssertionError(text);
    }
  }
}
