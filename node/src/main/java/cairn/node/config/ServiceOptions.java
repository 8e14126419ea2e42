package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;
import static cairn.node.config.Option.Category.DEBUG_TEST;
import static cairn.node.config.Option.Category.NODE_RELAY;
import static cairn.node.config.Option.Category.OPTIONS;
import static cairn.node.config.Option.Trait.DEBUG;

import cairn.node.config.PeersConfig.Profile;
import cairn.p2p.relay.RelayOptions;
import cairn.p2p.sync.SyncOptions;
import cairn.p2p.wire.ServiceFlags;
import java.util.List;

/** The options that are about what the node does for others, takes from them, and tells them. */
final class ServiceOptions {
  private static final int MAX_SEND_RATE = 1000;

  static final List<Option> ALL =
      List.of(
          Option.of(
              "blockreconstructionextratxn",
              "=<n>",
              OPTIONS,
              "Transactions that are kept for compact blocks though they are not in the pool"
                  + " (default: "
                  + SyncOptions.DEFAULT.extraTransactions()
                  + ")"),
          Option.of(
              "blocksonly",
              "",
              OPTIONS,
              "Take no transactions from other nodes, but for those with the permission 'relay'"
                  + " (default: 0)"),
          Option.of(
              "peerbloomfilters",
              "",
              CONNECTION,
              "Serve peers that ask for blocks and transactions by Bloom filters (default: 0)"),
          Option.of(
              "peerblockfilters",
              "",
              CONNECTION,
              "Serve compact block filters to peers (BIP 157); takes -blockfilterindex (default:"
                  + " 0)"),
          Option.of(
              "v2transport",
              "",
              CONNECTION,
              "Speak the encrypted transport of BIP 324 with those who know it (default: 1)"),
          Option.of(
              "txsendrate",
              "=<n>",
              NODE_RELAY,
              "Transactions a second that an inbound peer is told of in the long run, 1 to "
                  + MAX_SEND_RATE
                  + " (default: "
                  + RelayOptions.DEFAULT.sendRate()
                  + ")",
              DEBUG),
          Option.of(
              "uacomment",
              "=<comment>",
              DEBUG_TEST,
              "A comment in what the node calls itself (BIP 14); may be repeated"));

  private final Settings settings;

  ServiceOptions(Settings settings) {
    this.settings = settings;
  }

  /**
   * What the node says of itself.
   *
   * @param prunes whether old blocks are deleted
   * @param hasBlockFilters whether there is an index of block filters
   */
  Profile profile(boolean prunes, boolean hasBlockFilters) throws ConfigException {
    return new Profile(
        UserAgent.of(settings.texts("uacomment")),
        services(prunes),
        servesBlockFilters(hasBlockFilters));
  }

  private ServiceFlags services(boolean prunes) {
    var services = ServiceFlags.NETWORK_LIMITED.with(ServiceFlags.WITNESS);
    if (!prunes) {
      services = services.with(ServiceFlags.NETWORK);
    }
    if (settings.flag("peerbloomfilters", false)) {
      services = services.with(ServiceFlags.BLOOM);
    }
    return settings.flag("v2transport", true) ? services.with(ServiceFlags.P2P_V2) : services;
  }

  private boolean servesBlockFilters(boolean hasBlockFilters) throws ConfigException {
    boolean serves = settings.flag("peerblockfilters", false);
    if (serves && !hasBlockFilters) {
      throw new ConfigException("Cannot set -peerblockfilters without -blockfilterindex.");
    }
    return serves;
  }

  boolean blocksOnly() {
    return settings.flag("blocksonly", false);
  }

  RelayOptions relay() {
    long rate = settings.number("txsendrate", RelayOptions.DEFAULT.sendRate());
    return RelayOptions.DEFAULT
        .withBlocksOnly(blocksOnly())
        .withSendRate(Math.clamp(rate, 1, MAX_SEND_RATE));
  }

  SyncOptions sync(boolean prunes) {
    long extra =
        settings.number("blockreconstructionextratxn", SyncOptions.DEFAULT.extraTransactions());
    return new SyncOptions(blocksOnly(), prunes, Math.clamp(extra, 0, Integer.MAX_VALUE));
  }
}
