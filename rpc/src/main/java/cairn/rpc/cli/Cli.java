package cairn.rpc.cli;

import cairn.rpc.cli.Answers.ErrorAnswer;
import cairn.rpc.cli.CliConfig.Overview;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a node from the command line, from the words to what is printed. */
public final class Cli {
  private static final int INDENT = 2;
  private static final int MAX_GENERATE_WORDS = 2;
  private static final int WALLET_NOT_SPECIFIED = -19;

  private final PrintStream out;
  private final PrintStream err;
  private final BufferedReader in;

  /**
   * Takes the streams to use.
   *
   * @param in standard input
   */
  public Cli(BufferedReader in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Makes a call.
   *
   * @param words the method, then its parameters
   * @return the exit status: 0, 1, or the code of the error that the node answers with, without its
   *     sign
   */
  public int run(CliConfig config, List<String> words) {
    try {
      return call(config, new ArrayList<>(words));
    } catch (CliException e) {
      err.println("error: " + e.getMessage());
    } catch (IOException e) {
      err.println("error: cannot read standard input: " + e.getMessage());
    } catch (InterruptedException e) {
      err.println("error: interrupted");
    }
    return 1;
  }

  private int call(CliConfig asked, List<String> words)
      throws CliException, IOException, InterruptedException {
    var config =
        asked.readsPassword()
            ? asked.withPassword(
                line("-stdinrpcpass specified but failed to read from standard input"))
            : asked;
    if (config.readsPassphrase()) {
      if (words.isEmpty() || !words.getFirst().startsWith("walletpassphrase")) {
        throw new CliException(
            "-stdinwalletpassphrase is only applicable for walletpassphrase(change)");
      }
      words.add(1, line("-stdinwalletpassphrase specified but failed to read from standard input"));
    }
    if (config.readsArguments()) {
      in.lines().forEach(words::add);
    }
    var overview = config.overview();
    if (overview.isPresent()) {
      return show(overview.get(), words, new RpcClient(config));
    }
    if (words.isEmpty()) {
      throw new CliException("too few parameters (need at least command)");
    }
    var method = words.removeFirst();
    var arguments = new CommandArguments(method);
    var params = config.named() ? arguments.named(words) : arguments.positional(words);
    return print(new RpcClient(config).call(method, params));
  }

  private int show(Overview overview, List<String> words, RpcClient client)
      throws CliException, InterruptedException {
    var answers = new Answers(client);
    var summary = overview.summary();
    boolean takesNone = summary == Summary.GETINFO || summary == Summary.ADDRINFO;
    if (takesNone && !words.isEmpty()) {
      throw new CliException("-" + summary.option() + " takes no arguments");
    }
    try {
      switch (summary) {
        case GETINFO -> out.println(new GetInfo(overview.colored()).text(answers));
        case ADDRINFO -> out.println(JsonWriter.text(addresses(answers), INDENT));
        case GENERATE -> out.println(JsonWriter.text(generate(answers, words), INDENT));
        case NETINFO ->
            out.println(
                !words.isEmpty() && List.of("h", "help").contains(words.getFirst())
                    ? NetInfo.HELP
                    : NetInfo.of(words, overview.client(), Instant.now()).text(answers));
      }
      return 0;
    } catch (ErrorAnswer e) {
      return print(e.response());
    }
  }

  /** How many addresses of nodes are known. */
  private static Json addresses(Answers answers)
      throws CliException, InterruptedException, ErrorAnswer {
    var known = Json.object();
    var total = Json.object();
    for (var network : ((Json.Obj) answers.to("getaddrmaninfo")).members()) {
      var count = ((Json.Obj) network.value()).find("total");
      if (network.name().equals("all_networks")) {
        total.put("total", count);
      } else {
        known.put(network.name(), count);
      }
    }
    return Json.object().put("addresses_known", known.putAll(total.build()).build()).build();
  }

  /** Has blocks mined for the node's wallet. */
  private static Json generate(Answers answers, List<String> words)
      throws CliException, InterruptedException, ErrorAnswer {
    var address = answers.to("getnewaddress");
    if (words.size() > MAX_GENERATE_WORDS) {
      throw new CliException("too many arguments (maximum 2 for nblocks and maxtries)");
    }
    if (!words.isEmpty() && words.getFirst().equals("0")) {
      throw new CliException(
          "the first argument (number of blocks to generate, default: 1) must be an integer value"
              + " greater than zero");
    }
    var all = new ArrayList<>(words.isEmpty() ? List.of("1") : words);
    all.add(1, address.asString());
    var params = new CommandArguments("generatetoaddress").positional(all).asArray();
    var blocks = answers.to("generatetoaddress", params.toArray(Json[]::new));
    return Json.object().put("address", address).put("blocks", blocks).build();
  }

  private String line(String complaint) throws CliException, IOException {
    @Nullable String line = in.readLine();
    if (line == null) {
      throw new CliException(complaint);
    }
    return line;
  }

  private int print(Json.Obj response) throws CliException {
    var error = response.find("error");
    if (!error.isNull()) {
      return printError(error);
    }
    switch (response.find("result")) {
      case Json.Null _ -> {}
      case Json.Str(var text) when text.isEmpty() -> {}
      case Json.Str(var text) -> out.println(text);
      case Json result -> out.println(JsonWriter.text(result, INDENT));
    }
    return 0;
  }

  private int printError(Json error) throws CliException {
    if (!(error instanceof Json.Obj object) || !(object.find("code") instanceof Json.Num code)) {
      throw new CliException(JsonWriter.text(error));
    }
    var message =
        object.find("message") instanceof Json.Str(var text) ? "\nerror message:\n" + text : "";
    var hint =
        code.equals(Json.of(WALLET_NOT_SPECIFIED))
            ? " Or for the CLI, specify the \"-rpcwallet=<walletname>\" option before the command"
                + " (run \"./cairn cli -h\" for help or \"./cairn cli listwallets\" to see which"
                + " wallets are currently loaded)."
            : "";
    err.println("error code: " + code.text() + message + hint);
    return Math.abs(code.asInt());
  }
}
