package cairn.node;

import cairn.genesis.LikeNetwork;
import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import cairn.genesis.Networks;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code ./cairn genesis like}, as picocli fills them in. */
@Command(
    name = "./cairn genesis like",
    description = {
      "Makes a private network with the genesis block, the rules and the addresses of a known test",
      "network, and a magic, ports and seeds of its own: for clients that look at these.",
      ""
    },
    sortOptions = false)
final class LikeOptions implements MadeNetwork {
  private static final int MAGIC_LENGTH = 4;

  @Parameters(
      paramLabel = "NETWORK",
      converter = TestNetwork.class,
      description = "the known one, such as regtest")
  private Network model = Networks.regtest();

  @Mixin private final NetworkFileOptions file = new NetworkFileOptions();

  @Option(
      names = "--magic",
      paramLabel = "HEX",
      converter = NetworkFileOptions.FourBytes.class,
      description = "four bytes before each message; default: first ones of the name's SHA-256")
  private @Nullable Bytes magic;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "where nodes listen; the port after it is for Tor; default: ${DEFAULT-VALUE}")
  private int port = 39_343;

  @Option(
      names = "--seed",
      paramLabel = "HOST:PORT",
      description = "a node that others ask for more; may be repeated")
  private List<String> seeds = new ArrayList<>();

  private LikeNetwork network() {
    var hash = Sha256.hash(Bytes.wrap(file.name().getBytes(StandardCharsets.UTF_8)));
    return new LikeNetwork(
        model,
        file.name(),
        magic != null ? magic : hash.slice(0, MAGIC_LENGTH),
        port,
        file.rpcPort(port),
        seeds);
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
    return field.startsWith("peers.fixedSeeds") ? "--seed" : GenesisOptions.of(field);
  }

  @Override
  public Network make(Clock clock, LongFunction<LongConsumer> progress)
      throws NetworkFormatException {
    return network().make();
  }

  private static final class TestNetwork implements ITypeConverter<Network> {
    @Override
    public Network convert(String text) {
      return Networks.named(text)
          .filter(Network::testChain)
          .orElseThrow(
              () -> new TypeConversionException("'%s' is no known test network".formatted(text)));
    }
  }
}
