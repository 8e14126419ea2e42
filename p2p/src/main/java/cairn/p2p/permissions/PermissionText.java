package cairn.p2p.permissions;

import java.util.EnumSet;

/**
 * What stands before an address or a subnet: {@code permission,permission@}. Without an {@code @}
 * the usual permissions are meant; before one there may be none.
 *
 * @param rest what comes after it
 */
record PermissionText(Grant grant, boolean inbound, boolean outbound, String rest) {
  private static final String ALL = "all";

  /**
   * Takes {@code text} apart.
   *
   * @param mayBeOutbound whether permissions may be meant for connections that we make
   */
  static PermissionText parse(String text, boolean mayBeOutbound) throws PermissionException {
    int at = text.indexOf('@');
    if (at < 0) {
      return new PermissionText(Grant.USUAL, true, false, text);
    }
    var named = EnumSet.noneOf(Permission.class);
    boolean inbound = false;
    boolean outbound = false;
    for (var word : text.substring(0, at).split(",", -1)) {
      switch (word) {
        case "" -> {}
        case "in" -> inbound = true;
        case "out" -> outbound = requireOutbound(mayBeOutbound);
        case ALL -> named.addAll(EnumSet.allOf(Permission.class));
        case "bloom" -> named.add(Permission.BLOOMFILTER);
        default -> named.add(permission(word));
      }
    }
    if (named.isEmpty() && (inbound || outbound)) {
      throw new PermissionException("Only direction was set, no permissions: '" + text + "'");
    }
    return new PermissionText(
        new Grant(named, false), inbound || !outbound, outbound, text.substring(at + 1));
  }

  private static boolean requireOutbound(boolean mayBeOutbound) throws PermissionException {
    if (!mayBeOutbound) {
      throw new PermissionException(
          "whitebind may only be used for incoming connections (\"out\" was passed)");
    }
    return true;
  }

  private static Permission permission(String word) throws PermissionException {
    for (var permission : Permission.values()) {
      if (permission.toString().equals(word)) {
        return permission;
      }
    }
    throw new PermissionException("Invalid P2P permission: '" + word + "'");
  }
}
