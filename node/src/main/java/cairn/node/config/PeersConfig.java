package cairn.node.config;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.connections.ConnectionOptions;
import cairn.p2p.host.Bind;
import cairn.p2p.host.Proxies;
import cairn.p2p.relay.RelayOptions;
import cairn.p2p.sync.SyncOptions;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.ServiceFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the node is to be among other nodes.
 *
 * @param networkActive whether it speaks with others at all, until it is told otherwise
 * @param privateBroadcast whether its own transactions are sent over connections for that alone
 * @param banTime how long a ban lasts for which no time is given
 * @param addressParser reads addresses that the operator writes later
 */
public record PeersConfig(
    ConnectionOptions connections,
    Listening listening,
    Proxies proxies,
    Buffers buffers,
    Profile profile,
    RelayOptions relay,
    SyncOptions sync,
    AddressBook addressBook,
    boolean networkActive,
    boolean privateBroadcast,
    Duration banTime,
    AddressParser addressParser) {
  /**
   * Where others reach this node.
   *
   * @param binds where connections are taken; none if it does not listen
   * @param attempts as {@code binds}, but a computer may lack what it takes
   * @param port under which this node is reached at addresses that it finds out
   * @param discover whether it believes its interfaces and others about where it is
   * @param discoverInterfaces whether it looks at its interfaces for that
   * @param advertised of the binds, those that others may be told of if they are routable
   * @param external where it is, as the operator says, whether it can call that network or not
   */
  public record Listening(
      List<Bind> binds,
      List<Bind> attempts,
      int port,
      boolean discover,
      boolean discoverInterfaces,
      List<Endpoint> advertised,
      List<Endpoint> external) {
    public Listening {
      binds = List.copyOf(binds);
      attempts = List.copyOf(attempts);
      advertised = List.copyOf(advertised);
      external = List.copyOf(external);
    }

    public boolean isOn() {
      return !binds.isEmpty();
    }
  }

  /**
   * What sockets go by.
   *
   * @param receive bytes of one connection that wait to be processed, above which no more is read
   * @param send bytes of one connection that wait to be sent, above which its buffer is full
   */
  public record Buffers(long receive, long send, Duration connectTimeout) {}

  /**
   * What this node says of itself.
   *
   * @param userAgent as in BIP 14
   * @param services without {@link ServiceFlags#COMPACT_FILTERS}, which takes an index that is
   *     complete
   * @param blockFilters whether block filters are to be served (BIP 157)
   */
  public record Profile(String userAgent, ServiceFlags services, boolean blockFilters) {}

  /**
   * How it remembers where others are.
   *
   * @param checkEvery the memory is checked in one of so many calls; 0 for never
   * @param foreseeable whether tests want to know where in it an address comes to be
   * @param asMap the file that tells which addresses belong together; null for none
   */
  public record AddressBook(int checkEvery, boolean foreseeable, @Nullable Path asMap) {}
}
