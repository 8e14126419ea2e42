package cairn.p2p.bans;

import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.Subnet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which subnets are banned, and until when. Not thread-safe. As Core's {@code BanMan}. */
public final class BanList {
  private static final Logger log = LoggerFactory.getLogger(BanList.class);

  /** By network, then address, then length. */
  private static final Comparator<Subnet> ORDER =
      Comparator.<Subnet, NetworkType>comparing(subnet -> subnet.base().type())
          .thenComparing(subnet -> subnet.base().bytes())
          .thenComparingInt(Subnet::prefixLength);

  private final Duration usual;
  private final NavigableMap<Subnet, Ban> bans = new TreeMap<>(ORDER);

  /** How many bans there are of each length of a prefix: as many look-ups find any ban. */
  private final Map<NetworkType, NavigableMap<Integer, Integer>> lengths =
      new EnumMap<>(NetworkType.class);

  private boolean changed;

  /**
   * Bans nobody.
   *
   * @param usual how long a ban lasts for which no time is given
   */
  public BanList(Duration usual) {
    this.usual = usual;
  }

  /** Whether {@code address} is in a subnet that is banned now. */
  public boolean isBanned(NetworkAddress address, Instant now) {
    if (!address.isValid()) {
      return false;
    }
    for (int length :
        lengths.getOrDefault(address.type(), Collections.emptyNavigableMap()).keySet()) {
      var ban = bans.get(new Subnet(address, length));
      if (ban != null && ban.holds(now)) {
        return true;
      }
    }
    return false;
  }

  /** Whether exactly {@code subnet} is banned now. */
  public boolean isBanned(Subnet subnet, Instant now) {
    var ban = bans.get(subnet);
    return ban != null && ban.holds(now);
  }

  /**
   * Bans {@code subnet}, unless it is banned for longer already.
   *
   * @param seconds how long, or until when since 1970; the usual time from now on, if it is not
   *     above 0
   * @param absolute whether {@code seconds} counts from 1970
   */
  public void ban(Subnet subnet, long seconds, boolean absolute, Instant now) {
    long created = now.getEpochSecond();
    long until;
    if (seconds <= 0) {
      until = created + usual.toSeconds();
    } else if (absolute) {
      until = seconds;
    } else {
      until = seconds > Long.MAX_VALUE - created ? Long.MAX_VALUE : created + seconds;
    }
    put(subnet, new Ban(created, until));
  }

  /** Takes in a ban that was made before, unless there is one for longer. */
  void put(Subnet subnet, Ban ban) {
    var before = bans.get(subnet);
    if ((before == null ? 0 : before.until()) >= ban.until()) {
      return;
    }
    bans.put(subnet, ban);
    if (before == null) {
      lengthsOf(subnet).merge(subnet.prefixLength(), 1, Integer::sum);
    }
    changed = true;
  }

  /** Lifts the ban of exactly {@code subnet}, and says whether there was one. */
  public boolean unban(Subnet subnet) {
    if (bans.remove(subnet) == null) {
      return false;
    }
    removeLength(subnet);
    changed = true;
    return true;
  }

  /** Lifts all bans. */
  public void clear() {
    bans.clear();
    lengths.clear();
    changed = true;
  }

  /** The bans that hold now, in the order of their addresses; forgets the others. */
  public SortedMap<Subnet, Ban> bans(Instant now) {
    sweep(now);
    return Collections.unmodifiableSortedMap(new TreeMap<>(bans));
  }

  /** Whether there is something to write, since this was last asked; forgets what has run out. */
  public boolean takeChanged(Instant now) {
    sweep(now);
    boolean was = changed;
    changed = false;
    return was;
  }

  /** Makes {@link #takeChanged} say so once, because what is written is not what is here. */
  public void markChanged() {
    changed = true;
  }

  /** Makes {@link #takeChanged} say no, because what is written is what is here. */
  void markSaved() {
    changed = false;
  }

  private void sweep(Instant now) {
    for (var each = bans.entrySet().iterator(); each.hasNext(); ) {
      var entry = each.next();
      var subnet = entry.getKey(); // to be had before the entry is removed, not after
      if (now.getEpochSecond() > entry.getValue().until()) {
        each.remove();
        removeLength(subnet);
        changed = true;
        log.debug("Removed banned node address/subnet: {}", subnet);
      }
    }
  }

  private NavigableMap<Integer, Integer> lengthsOf(Subnet subnet) {
    return lengths.computeIfAbsent(subnet.base().type(), _ -> new TreeMap<>());
  }

  private void removeLength(Subnet subnet) {
    lengthsOf(subnet)
        .computeIfPresent(subnet.prefixLength(), (_, count) -> count == 1 ? null : count - 1);
  }
}
