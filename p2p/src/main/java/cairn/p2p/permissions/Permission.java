package cairn.p2p.permissions;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What the operator lets some peers do that others may not, in the order in which {@code
 * getpeerinfo} lists it.
 */
public enum Permission {
  /** May ask for filtered blocks and transactions (BIP 37), whatever others may. */
  BLOOMFILTER,
  /** Is not punished for what it sends; implies {@link #DOWNLOAD}. */
  NOBAN,
  /** Its transactions are relayed even if they are in the pool already; implies {@link #RELAY}. */
  FORCERELAY,
  /** Its transactions are relayed even when this node takes none. */
  RELAY,
  /** May ask for the contents of the pool (BIP 35). */
  MEMPOOL,
  /** May ask for old blocks even when the upload limit is reached. */
  DOWNLOAD,
  /** May ask for all addresses, and send as many as it likes. */
  ADDR;

  /** These and what they imply. */
  public static Set<Permission> closure(Set<Permission> permissions) {
    var all = EnumSet.noneOf(Permission.class);
    all.addAll(permissions);
    if (all.contains(FORCERELAY)) {
      all.add(RELAY);
    }
    if (all.contains(NOBAN)) {
      all.add(DOWNLOAD);
    }
    return all;
  }

  /** The name that {@code -whitelist} and {@code getpeerinfo} have for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
