package cairn.p2p.permissions;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.wire.Subnet;

/**
 * A value of {@code -whitelist}: peers of this subnet have these permissions.
 *
 * @param inbound whether if they connect to us
 * @param outbound whether if we connect to them
 */
public record WhitelistEntry(Grant grant, Subnet subnet, boolean inbound, boolean outbound) {
  /** Reads {@code permissions@subnet}. */
  public static WhitelistEntry parse(String text, AddressParser addresses)
      throws PermissionException {
    var parsed = PermissionText.parse(text, true);
    var subnet = addresses.subnet(parsed.rest());
    if (subnet.isEmpty()) {
      throw new PermissionException(
          "Invalid netmask specified in -whitelist: '" + parsed.rest() + "'");
    }
    return new WhitelistEntry(parsed.grant(), subnet.get(), parsed.inbound(), parsed.outbound());
  }
}
