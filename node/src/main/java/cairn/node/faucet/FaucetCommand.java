package cairn.node.faucet;

import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import cairn.genesis.Networks;
import cairn.node.CommandRun;
import cairn.node.StopSignal;
import cairn.primitives.Amount;
import cairn.primitives.address.Address;
import cairn.rpc.cli.NodeClient;
import cairn.rpc.http.Endpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code ./cairn faucet}: coins for whoever asks by HTTP, on networks where they are for nothing.
 */
@Command(
    name = "./cairn faucet",
    description = {
      "Pays coins of a network for tests to whoever asks, out of what blocks pay to its key.",
      ""
    },
    sortOptions = false)
public final class FaucetCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final PrintStream out;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--chain",
      paramLabel = "CHAIN",
      scope = ScopeType.INHERIT,
      description = "a network's name, or its file; default: ${DEFAULT-VALUE}")
  private String chain = "devnet";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "its key, which is made if it is not there; default: ${DEFAULT-VALUE}")
  private Path key = Path.of("faucet.key");

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "this text")
  @SuppressWarnings("UnusedVariable") // picocli acts by it
  private boolean help;

  private FaucetCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the command.
   *
   * @return the exit status
   */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return CommandRun.of(
        new FaucetCommand(out),
        arguments,
        out,
        err,
        FaucetException.class,
        text -> "Error: " + text);
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Missing command: address or serve");
  }

  private Network network() {
    var known = Networks.named(chain);
    try {
      var network = known.isPresent() ? known.get() : Network.load(Path.of(chain));
      if (!network.testChain()) {
        throw new FaucetException("no coins are for nothing on " + network.name());
      }
      return network;
    } catch (NetworkFormatException | IOException e) {
      throw new FaucetException(
          "the network file %s cannot be used: %s".formatted(chain, e.getMessage()));
    }
  }

  @Command(name = "address", description = "prints where blocks have to pay to")
  void address(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "where to write that for a node's configuration, too")
          @Nullable Path config)
      throws IOException {
    var network = network();
    FaucetKey.make(key, network);
    var address =
        Address.WitnessPublicKeyHash.of(FaucetKey.read(key, network).publicKey())
            .text(network.addresses());
    if (config != null) {
      Files.writeString(config, "[%s]\nmine=%s\n".formatted(network.name(), address));
    }
    out.println(address);
  }

  @Command(name = "serve", description = "pays, until it is stopped")
  void serve(
      @Option(
              names = "--rpc-host",
              paramLabel = "HOST",
              defaultValue = "127.0.0.1",
              description = "where the node is; default: ${DEFAULT-VALUE}")
          String rpcHost,
      @Option(
              names = "--rpc-port",
              paramLabel = "PORT",
              description = "where it answers; default: the network's")
          @Nullable Integer rpcPort,
      @Option(
              names = "--rpc-cookie",
              paramLabel = "FILE",
              required = true,
              description = "the node's cookie")
          Path cookie,
      @Option(
              names = "--bind",
              paramLabel = "ADDRESS",
              defaultValue = "127.0.0.1",
              description = "where to listen; default: ${DEFAULT-VALUE}")
          String bind,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              defaultValue = "39610",
              description = "at which port; default: ${DEFAULT-VALUE}")
          int port,
      @Option(
              names = "--most",
              paramLabel = "AMOUNT",
              defaultValue = "10",
              description = "what is paid at once; default: ${DEFAULT-VALUE} coins")
          String most)
      throws IOException, InterruptedException {
    var network = network();
    FaucetKey.make(key, network);
    var client =
        new NodeClient(rpcHost, rpcPort == null ? network.rpcPort() : rpcPort, cookie, PATIENCE);
    var node = FaucetServer.unchecked(client::call);
    var faucet = new Faucet(network, FaucetKey.read(key, network), node);
    var limit =
        Amount.parse(most)
            .filter(amount -> amount.sats() > 0)
            .orElseThrow(
                () -> new FaucetException("--most=%s: no amount in coins".formatted(most)));
    var signal = StopSignal.listen();
    var stopped = new CountDownLatch(1);
    signal.beginWork();
    try (var server = FaucetServer.start(new Endpoint(bind, port), network, faucet, node, limit)) {
      signal.onSignal(stopped::countDown);
      out.println("The faucet is at http://%s:%d/".formatted(bind, server.port()));
      stopped.await();
    } finally {
      signal.end(0);
    }
  }
}
