package cairn.p2p.permissions;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Permissions that the operator has given.
 *
 * @param named those that he named, and what they imply
 * @param usual whether he named none where he might have, and means the usual ones
 */
public record Grant(Set<Permission> named, boolean usual) {
  public static final Grant NONE = new Grant(Set.of(), false);

  static final Grant USUAL = new Grant(Set.of(), true);

  public Grant {
    var all = EnumSet.noneOf(Permission.class);
    all.addAll(Permission.closure(named));
    named = Collections.unmodifiableSet(all);
  }

  /** These and those of {@code other}. */
  public Grant and(Grant other) {
    var all = EnumSet.noneOf(Permission.class);
    all.addAll(named);
    all.addAll(other.named);
    return new Grant(all, usual || other.usual);
  }
}
