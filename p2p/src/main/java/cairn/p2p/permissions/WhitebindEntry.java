package cairn.p2p.permissions;

import cairn.p2p.wire.Endpoint;

/** A value of {@code -whitebind}: who connects here has these permissions. */
public record WhitebindEntry(Grant grant, Endpoint endpoint) {
  /** Reads {@code permissions@address:port}. Names are not looked up. */
  public static WhitebindEntry parse(String text) throws PermissionException {
    var parsed = PermissionText.parse(text, false);
    var endpoint = Endpoint.parse(parsed.rest(), 0);
    if (endpoint.isEmpty()) {
      throw new PermissionException("Cannot resolve -whitebind address: '" + parsed.rest() + "'");
    }
    if (endpoint.get().port() == 0) {
      throw new PermissionException(
          "Need to specify a port with -whitebind: '" + parsed.rest() + "'");
    }
    return new WhitebindEntry(parsed.grant(), endpoint.get());
  }
}
