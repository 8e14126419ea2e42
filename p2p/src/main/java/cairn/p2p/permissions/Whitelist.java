package cairn.p2p.permissions;

import cairn.p2p.wire.NetworkAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who has which permissions, by address. Immutable.
 *
 * @param relay whether {@link Permission#RELAY} is usual ({@code -whitelistrelay})
 * @param forceRelay whether {@link Permission#FORCERELAY} is ({@code -whitelistforcerelay})
 */
public record Whitelist(List<WhitelistEntry> entries, boolean relay, boolean forceRelay) {
  public Whitelist {
    entries = List.copyOf(entries);
  }

  /**
   * What a peer may that connects to us.
   *
   * @param binding what all have that connect to this address of ours
   */
  public Set<Permission> ofInbound(NetworkAddress peer, Grant binding) {
    return permissions(peer, binding, WhitelistEntry::inbound);
  }

  /**
   * What a peer may that comes in through our hidden service, so that its address is not known.
   *
   * @param binding what all have that connect to this address of ours
   */
  public Set<Permission> ofHidden(Grant binding) {
    return permissions(binding);
  }

  /** What a peer may that we connect to. */
  public Set<Permission> ofOutbound(NetworkAddress peer) {
    return permissions(peer, Grant.NONE, WhitelistEntry::outbound);
  }

  private Set<Permission> permissions(
      NetworkAddress peer, Grant given, Predicate<WhitelistEntry> direction) {
    var grant = given;
    for (var entry : entries) {
      if (direction.test(entry) && peer.isValid() && entry.subnet().contains(peer)) {
        grant = grant.and(entry.grant());
      }
    }
    return permissions(grant);
  }

  private Set<Permission> permissions(Grant grant) {
    var permissions = EnumSet.noneOf(Permission.class);
    permissions.addAll(grant.named());
    if (grant.usual()) {
      permissions.add(Permission.MEMPOOL);
      permissions.add(Permission.NOBAN);
      if (relay) {
        permissions.add(Permission.RELAY);
      }
      if (forceRelay) {
        permissions.add(Permission.FORCERELAY);
      }
    }
    return Permission.closure(permissions);
  }
}
