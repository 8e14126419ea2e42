package cairn.node.config;

import static cairn.node.config.Option.Category.BLOCK_CREATION;
import static cairn.node.config.Option.Trait.DEBUG;

import cairn.genesis.Network;
import cairn.ledger.mining.BlockOptions;
import cairn.ledger.rules.Limits;
import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The options that are about making blocks. */
final class MiningOptions {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "mine",
              "=<address>",
              BLOCK_CREATION,
              "Mine with this machine's processors, and have this address paid; for private"
                  + " networks"),
          Option.of(
              "mineonmain",
              "",
              BLOCK_CREATION,
              "Let -mine mine on the main network, which is in vain (default: 0)",
              DEBUG),
          Option.of(
              "minepercent",
              "=<n>",
              BLOCK_CREATION,
              "In which part of their time these threads mine, 1 to 100 per cent (default: 100)"),
          Option.of(
              "minethreads",
              "=<n>",
              BLOCK_CREATION,
              "How many threads mine, no more than there are processors (default: 1)"),
          Option.of(
              "blockmaxweight",
              "=<n>",
              BLOCK_CREATION,
              "Weight of a new block at most (default: " + BlockOptions.USUAL.maxWeight() + ")",
              DEBUG),
          Option.of(
              "blockmintxfee",
              "=<amt>",
              BLOCK_CREATION,
              "What transactions pay at least to come into a new block, in bitcoin per 1,000"
                  + " virtual bytes (default: 0.00000001)"),
          Option.of(
              "blockreservedweight",
              "=<n>",
              BLOCK_CREATION,
              "Weight kept free for the header and the largest coinbase that mining software may"
                  + " make of the one in a template (default: "
                  + BlockOptions.USUAL.reservedWeight()
                  + ")"),
          Option.of(
              "blockversion",
              "=<n>",
              BLOCK_CREATION,
              "Version of new blocks, on networks for tests alone",
              DEBUG));

  private static final int MIN_RESERVED_WEIGHT = 2000;

  /** Per cent of the time. */
  private static final int ALWAYS = 100;

  private MiningOptions() {}

  /** Null if nothing is to be mined. */
  static @Nullable MineConfig readMine(Settings settings, Network network) throws ConfigException {
    var address = settings.isNegated("mine") ? "" : settings.text("mine").orElse("");
    if (address.isEmpty()) {
      if (settings.isSet("mine") && !settings.isNegated("mine")) {
        throw new ConfigException("-mine needs an address to pay.");
      }
      return null;
    }
    if (network.name().equals("main") && !settings.flag("mineonmain", false)) {
      throw new ConfigException(
          "-mine is for private networks: on the main network, processors would find a block in"
              + " some million years. -mineonmain mines all the same.");
    }
    long threads = settings.number("minethreads", 1);
    if (threads < 1) {
      throw new ConfigException("-minethreads=%d: there must be at least 1.".formatted(threads));
    }
    long percent = settings.number("minepercent", ALWAYS);
    if (percent < 1 || percent > ALWAYS) {
      throw new ConfigException("-minepercent=%d: it must be from 1 to 100.".formatted(percent));
    }
    try {
      return new MineConfig(
          Address.parse(address, network.addresses()).scriptPubKey(),
          Math.clamp(threads, 1, Runtime.getRuntime().availableProcessors()),
          (int) percent);
    } catch (TextException e) {
      throw new ConfigException(
          "-mine=%s is not an address of this network: %s".formatted(address, e.getMessage()));
    }
  }

  static BlockOptions read(Settings settings, Network network) throws ConfigException {
    long reserved = settings.number("blockreservedweight", BlockOptions.USUAL.reservedWeight());
    long max = settings.number("blockmaxweight", BlockOptions.USUAL.maxWeight());
    if (reserved < MIN_RESERVED_WEIGHT) {
      throw new ConfigException(
          "-blockreservedweight (%d) is lower than minimum safety value of (%d)"
              .formatted(reserved, MIN_RESERVED_WEIGHT));
    }
    refuseMore("blockreservedweight", reserved);
    refuseMore("blockmaxweight", max);
    if (reserved > max) {
      throw new ConfigException(
          "-blockreservedweight (%d) exceeds -blockmaxweight (%d)".formatted(reserved, max));
    }
    var version =
        network.consensus().proofOfWork().noRetargeting()
            ? settings.integer("blockversion")
            : OptionalInt.empty();
    var minimumFee =
        MempoolOptions.feeRate(settings, "blockmintxfee", BlockOptions.USUAL.minimumFee());
    return new BlockOptions((int) max, (int) reserved, minimumFee, version);
  }

  private static void refuseMore(String name, long weight) throws ConfigException {
    if (weight > Limits.MAX_BLOCK_WEIGHT) {
      throw new ConfigException(
          "-%s (%d) exceeds consensus maximum block weight (%d)"
              .formatted(name, weight, Limits.MAX_BLOCK_WEIGHT));
    }
  }
}
