package cairn.node.config;

import static cairn.node.config.Option.Category.DEBUG_TEST;
import static cairn.node.config.Option.Category.NODE_RELAY;
import static cairn.node.config.Option.Category.OPTIONS;
import static cairn.node.config.Option.Trait.DEBUG;

import cairn.genesis.Network;
import cairn.ledger.MempoolConfig;
import cairn.ledger.MempoolLimits;
import cairn.ledger.policy.PolicyOptions;
import cairn.primitives.FeeRate;
import java.time.Duration;
import java.util.List;

/** The options that are about transactions that are not in a block yet. */
final class MempoolOptions {
  private static final PolicyOptions POLICY = PolicyOptions.DEFAULT;
  private static final MempoolLimits LIMITS = MempoolLimits.DEFAULT;
  private static final long MEGABYTE = 1_000_000;
  private static final long KILOBYTE = 1000;
  private static final long MIB = 1 << 20;

  /** How many clusters of the largest size there is room for at least. */
  private static final long MIN_CLUSTERS = 40;

  private static final long DEFAULT_MEGABYTES = LIMITS.maxBytes() / MEGABYTE;
  private static final long BLOCKS_ONLY_MEGABYTES = 5;

  static final List<Option> ALL =
      List.of(
          Option.of(
              "maxmempool",
              "=<n>",
              OPTIONS,
              "Megabytes of memory for the mempool (default: %d, with -blocksonly %d)"
                  .formatted(DEFAULT_MEGABYTES, BLOCKS_ONLY_MEGABYTES)),
          Option.of(
              "mempoolexpiry",
              "=<n>",
              OPTIONS,
              "Hours after which a transaction leaves the mempool (default: "
                  + LIMITS.expiry().toHours()
                  + ")"),
          Option.of(
              "persistmempool",
              "",
              OPTIONS,
              "Store the mempool at the end, and load it at the start (default: yes)"),
          Option.of(
              "persistmempoolv1",
              "",
              OPTIONS,
              "Store it as Bitcoin Core did before version 28, without a key (default: no)"),
          Option.of(
              "acceptstalefeeestimates",
              "",
              DEBUG_TEST,
              "Go on from stored fee estimates however old they are, on regtest alone (default:"
                  + " no)",
              DEBUG),
          Option.of(
              "limitclustercount",
              "=<n>",
              DEBUG_TEST,
              "Transactions of the mempool that depend on one another, at most (default and most: "
                  + LIMITS.clusterCount()
                  + ")",
              DEBUG),
          Option.of(
              "limitclustersize",
              "=<n>",
              DEBUG_TEST,
              "Virtual kilobytes of those together, at most (default: "
                  + LIMITS.clusterVirtualBytes() / KILOBYTE
                  + ")",
              DEBUG),
          Option.of(
              "maxsigcachesize",
              "=<n>",
              DEBUG_TEST,
              "MiB of memory for scripts and signatures that were found right (default: "
                  + MempoolConfig.DEFAULT.cacheBytes() / MIB
                  + ")",
              DEBUG),
          Option.of(
              "acceptnonstdtxn",
              "",
              NODE_RELAY,
              "Relay transactions that are not standard, on networks for tests alone (default: no)",
              DEBUG),
          Option.of(
              "bytespersigop",
              "=<n>",
              NODE_RELAY,
              "Virtual bytes that a signature operation counts for in relay and mining (default: "
                  + POLICY.bytesPerSigOp()
                  + ")"),
          Option.of(
              "datacarrier",
              "",
              NODE_RELAY,
              "Relay transactions with outputs that carry data (default: yes)"),
          Option.of(
              "datacarriersize",
              "=<n>",
              NODE_RELAY,
              "Bytes of such outputs' scripts that a transaction may have together (default: "
                  + PolicyOptions.DEFAULT_DATA_CARRIER_BYTES
                  + ")"),
          Option.of(
              "dustrelayfee",
              "=<amt>",
              NODE_RELAY,
              "What it is assumed to cost to spend an output, in bitcoin per 1,000 virtual bytes:"
                  + " outputs that are not worth it are dust (default: 0.00003)",
              DEBUG),
          Option.of(
              "incrementalrelayfee",
              "=<amt>",
              NODE_RELAY,
              "What a replacement pays in addition, in bitcoin per 1,000 virtual bytes (default:"
                  + " 0.000001)",
              DEBUG),
          Option.of(
              "minrelaytxfee",
              "=<amt>",
              NODE_RELAY,
              "What transactions pay at least to be relayed, in bitcoin per 1,000 virtual bytes"
                  + " (default: 0.000001)"),
          Option.of(
              "permitbaremultisig",
              "",
              NODE_RELAY,
              "Relay transactions with multisignature outputs that are not hashed (default: yes)"));

  private MempoolOptions() {}

  static MempoolConfig read(Settings settings, Network network) throws ConfigException {
    long cache = settings.number("maxsigcachesize", MempoolConfig.DEFAULT.cacheBytes() / MIB);
    return new MempoolConfig(
        policy(settings, network),
        limits(settings),
        Math.clamp(cache, 0, Integer.MAX_VALUE) * MIB,
        settings.flag("persistmempool", MempoolConfig.DEFAULT.persists()),
        settings.flag("persistmempoolv1", MempoolConfig.DEFAULT.plainFile()));
  }

  static boolean readStaleFeeEstimates(Settings settings, Network network) throws ConfigException {
    boolean stale = settings.flag("acceptstalefeeestimates", false);
    if (stale && !network.name().equals("regtest")) {
      throw new ConfigException(
          "acceptstalefeeestimates is not supported on %s chain.".formatted(network.name()));
    }
    return stale;
  }

  private static MempoolLimits limits(Settings settings) throws ConfigException {
    long count = settings.number("limitclustercount", LIMITS.clusterCount());
    if (count > MempoolLimits.MAX_CLUSTER_COUNT) {
      throw new ConfigException(
          "limitclustercount must be less than or equal to " + MempoolLimits.MAX_CLUSTER_COUNT);
    }
    long clusterBytes =
        KILOBYTE * settings.number("limitclustersize", LIMITS.clusterVirtualBytes() / KILOBYTE);
    boolean blocksOnly = settings.flag("blocksonly", false);
    long megabytes =
        settings.number("maxmempool", blocksOnly ? BLOCKS_ONLY_MEGABYTES : DEFAULT_MEGABYTES);
    long least = clusterBytes * MIN_CLUSTERS;
    if (megabytes < 0 || (megabytes > 0 && megabytes * MEGABYTE < least)) {
      throw new ConfigException(
          "-maxmempool must be at least %d MB".formatted(Math.ceilDiv(least, MEGABYTE)));
    }
    long hours = settings.number("mempoolexpiry", LIMITS.expiry().toHours());
    return new MempoolLimits(
        megabytes * MEGABYTE, Duration.ofHours(hours), (int) Math.max(1, count), clusterBytes);
  }

  private static PolicyOptions policy(Settings settings, Network network) throws ConfigException {
    boolean acceptNonStandard = settings.flag("acceptnonstdtxn", false);
    if (acceptNonStandard && network.name().equals("main")) {
      throw new ConfigException("acceptnonstdtxn is not currently supported for main chain");
    }
    var incremental = feeRate(settings, "incrementalrelayfee", POLICY.incrementalRelayFee());
    var usual = POLICY.minRelayFee();
    return new PolicyOptions(
        acceptNonStandard,
        settings.flag("permitbaremultisig", POLICY.permitBareMultisig()),
        settings.flag("datacarrier", true)
            ? Math.max(0, settings.number("datacarriersize", POLICY.dataCarrierBytes()))
            : 0,
        feeRate(settings, "dustrelayfee", POLICY.dustRelayFee()),
        feeRate(settings, "minrelaytxfee", incremental.compareTo(usual) > 0 ? incremental : usual),
        incremental,
        Math.clamp(settings.number("bytespersigop", POLICY.bytesPerSigOp()), 0, Integer.MAX_VALUE));
  }

  /** A rate in bitcoin per 1,000 virtual bytes. */
  static FeeRate feeRate(Settings settings, String name, FeeRate otherwise) throws ConfigException {
    var text = settings.text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    return FeeRate.parse(text.get())
        .orElseThrow(() ->
            new ConfigException(
                "Invalid amount for -%s=<amount>: '%s'".formatted(name, text.get())));
  }
}
