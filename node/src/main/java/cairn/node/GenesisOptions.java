package cairn.node;

import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import cairn.genesis.NewNetwork;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code ./cairn genesis new}, as picocli fills them in. */
@Command(
    name = "./cairn genesis new",
    description = {
      "Makes a network of your own: mines its genesis block and writes its file.",
      "The same options, --time among them, always make the same network.",
      "'./cairn genesis like NETWORK' makes one with the genesis block of a known network.",
      ""
    },
    footer = {
      "",
      "As in Bitcoin, the coins of a genesis block can never be spent. Those of later blocks can."
    },
    optionListHeading = "",
    sortOptions = false)
final class GenesisOptions implements MadeNetwork {
  /** For each field of a network's file that an option sets, that option. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("name", "--name"),
          Map.entry("dataDirectory", "--name"),
          Map.entry("genesis.message", "--message"),
          Map.entry("genesis.time", "--time"),
          Map.entry("genesis.bits", "--bits"),
          Map.entry("genesis.scriptPubKey", "--script"),
          Map.entry("consensus.proofOfWork.limit", "--bits"),
          Map.entry("consensus.proofOfWork.targetSpacing", "--spacing"),
          Map.entry("consensus.proofOfWork.retargetPeriod", "--retarget-period"),
          Map.entry("consensus.subsidyHalvingInterval", "--halving"),
          Map.entry("peers.magic", "--magic"),
          Map.entry("peers.port", "--port"),
          Map.entry("peers.onionPort", "--port (the port after it)"),
          Map.entry("rpcPort", "--rpc-port"),
          Map.entry("addresses.hrp", "--hrp"));

  private static final int LONGEST_HRP = 18;

  @Mixin private final NetworkFileOptions file = new NetworkFileOptions();

  @Option(
      names = "--message",
      paramLabel = "TEXT",
      description = "what the genesis block says, up to 91 bytes; default: name and time")
  private @Nullable String message;

  @Option(
      names = "--spacing",
      paramLabel = "SECONDS",
      description = "time that a block should take; default: ${DEFAULT-VALUE}")
  private int spacing = 10;

  @Option(
      names = "--retarget-period",
      paramLabel = "BLOCKS",
      description = "blocks from one change of difficulty to the next; default: ${DEFAULT-VALUE}")
  private int retargetPeriod = 30;

  @Option(
      names = "--halving",
      paramLabel = "BLOCKS",
      description = "blocks from one halving of the subsidy to the next; default: ${DEFAULT-VALUE}")
  private int halving = 210_000;

  @Option(
      names = "--hrp",
      paramLabel = "TEXT",
      description = "how SegWit addresses begin; default: letters and digits of the name")
  private @Nullable String hrp;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "where nodes listen; the port after it is for Tor; default: ${DEFAULT-VALUE}")
  private int port = 39_333;

  @Option(
      names = "--magic",
      paramLabel = "HEX",
      converter = NetworkFileOptions.FourBytes.class,
      description =
          "four bytes before each message; default: first ones of the genesis block's hash")
  private @Nullable Bytes magic;

  @Option(
      names = "--bits",
      paramLabel = "HEX",
      converter = NetworkFileOptions.FourBytes.class,
      description =
          "first target, and easiest one there may be, in compact form; default: 1f00ffff")
  private Bytes bits = Bytes.of(0x1f, 0x00, 0xff, 0xff);

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      description = "time of the genesis block, in seconds since 1970; default: now")
  private @Nullable Long time;

  @Option(
      names = "--script",
      paramLabel = "HEX",
      converter = ScriptHex.class,
      description = "scriptPubKey of the genesis block's output; default: 6a (OP_RETURN)")
  private Script script = Script.fromHex("6a");

  @Override
  public Network make(Clock clock, LongFunction<LongConsumer> progress)
      throws NetworkFormatException, InterruptedException {
    var recipe = network(clock);
    return recipe.mine(progress.apply(recipe.bits()));
  }

  /** What the options choose, and where they choose nothing, what their descriptions say. */
  private NewNetwork network(Clock clock) {
    long seconds = time != null ? time : clock.instant().getEpochSecond();
    return new NewNetwork(
        file.name(),
        message != null ? message : file.name() + ", " + Instant.ofEpochSecond(seconds),
        spacing,
        retargetPeriod,
        halving,
        hrp != null ? hrp : hrpOfName(),
        port,
        file.rpcPort(port),
        magic,
        Long.parseLong(bits.toHex(), 16),
        seconds,
        script);
  }

  @Override
  public Path file() {
    return file.file();
  }

  @Override
  public boolean help() {
    return file.help();
  }

  @Override
  public boolean json() {
    return file.json();
  }

  @Override
  public String optionOf(String field) {
    return of(field);
  }

  /** The option that sets a field of the network's file. */
  static String of(String field) {
    return OPTIONS.getOrDefault(field, field);
  }

  private String hrpOfName() {
    var text = file.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    // A name that leaves nothing is refused as a name; that should be what is said.
    return text.isEmpty() ? "own" : text.substring(0, Math.min(text.length(), LONGEST_HRP));
  }

  private static final class ScriptHex implements ITypeConverter<Script> {
    @Override
    public Script convert(String text) {
      return new Script(NetworkFileOptions.hex(text));
    }
  }
}
