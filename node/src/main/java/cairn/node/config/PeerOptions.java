package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;
import static cairn.node.config.Option.Category.DEBUG_TEST;
import static cairn.node.config.Option.Trait.DEBUG;

import cairn.genesis.Network;
import cairn.node.config.PeersConfig.AddressBook;
import cairn.p2p.connections.ConnectionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options that are about other nodes, read in the order of Core's complaints. */
final class PeerOptions {
  private static final List<Option> ADDRESS_BOOK =
      List.of(
          Option.of(
              "asmap",
              "=<file>",
              CONNECTION,
              "A file that tells which addresses belong to the same provider, so that peers are"
                  + " chosen of different ones. Relative paths begin in the network's data"
                  + " directory (default: none)"),
          Option.of(
              "checkaddrman",
              "=<n>",
              DEBUG_TEST,
              "Check the addresses of nodes that are remembered in one of so many operations"
                  + " (default: 0, never)",
              DEBUG));

  /** By name. */
  static final List<Option> ALL =
      Stream.of(
              CallOptions.ALL,
              ListenOptions.ALL,
              WhitelistOptions.ALL,
              ReachOptions.ALL,
              ProxyOptions.ALL,
              TrafficOptions.ALL,
              ServiceOptions.ALL,
              ADDRESS_BOOK)
          .flatMap(List::stream)
          .sorted(Comparator.comparing(Option::name))
          .toList();

  private static final int MAX_CHECK_EVERY = 1_000_000;

  private final Settings settings;
  private final Notices notices;
  private final Implications implications;

  private PeerOptions(Settings settings, Notices notices) {
    this.settings = settings;
    this.notices = notices;
    this.implications = new Implications(settings, notices);
  }

  /**
   * Reads them.
   *
   * @param directory the network's
   * @param prunes whether old blocks are deleted
   */
  static PeersConfig read(
      Settings settings,
      Network network,
      Path directory,
      boolean prunes,
      LocalHost host,
      Notices notices)
      throws ConfigException {
    return new PeerOptions(settings, notices).read(network, directory, prunes, host);
  }

  private PeersConfig read(Network network, Path directory, boolean prunes, LocalHost host)
      throws ConfigException {
    var calls = new CallOptions(settings, implications, notices);
    var traffic = new TrafficOptions(settings, notices);
    var services = new ServiceOptions(settings);
    var profile =
        services.profile(prunes, new IndexSettings(settings, network).hasBlockFilters(prunes));
    calls.refuseContradictions();
    ListenOptions.refuseContradictions(settings, implications);
    var limits = traffic.limits(host.openFiles(), ListenOptions.binds(settings));
    PortCheck.run(settings);
    var reach = ReachOptions.read(settings, notices);
    var addressBook = addressBook(directory);
    var hosts = reach.hosts(host.resolver());
    var proxies = ProxyOptions.read(settings, hosts);
    var means = reach.means(proxies, hosts);
    var listening =
        new ListenOptions(settings, implications, hosts, network.peers(), notices).read();
    var whitelist = WhitelistOptions.read(settings, implications, reach.addressParser());
    var called = calls.calls();
    boolean privateBroadcast = reach.privateBroadcast(means, called.automatic());
    return new PeersConfig(
        new ConnectionOptions(
            limits, called, calls.seeds(), means, whitelist, traffic.logsAddresses()),
        listening,
        proxies,
        traffic.buffers(),
        profile,
        services.relay(),
        services.sync(prunes),
        addressBook,
        calls.networkActive(),
        privateBroadcast,
        traffic.banTime(),
        reach.addressParser());
  }

  private AddressBook addressBook(Path directory) throws ConfigException {
    return new AddressBook(
        Math.clamp(settings.number("checkaddrman", 0), 0, MAX_CHECK_EVERY),
        settings.texts("test").contains("addrman"),
        asMap(directory));
  }

  private @Nullable Path asMap(Path directory) throws ConfigException {
    var named = settings.path("asmap");
    if (!settings.isSet("asmap") || settings.isNegated("asmap")) {
      return null;
    }
    if (named.isEmpty() || settings.flag("asmap", false)) {
      throw new ConfigException("Embedded asmap data not available");
    }
    var file = directory.resolve(named.get());
    if (!Files.exists(file)) {
      throw new ConfigException("Could not find asmap file \"%s\"".formatted(file));
    }
    return file;
  }
}
