package cairn.bench.wallet;

import cairn.bench.chain.WalletTraffic;
import cairn.bench.rpc.NodeAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./cairn bench wallet}: restores the wallet of {@code ./cairn bench chain --wallet}, has it
 * read the chain, and asks it for its balance again and again, as whole processes.
 */
@Command(
    name = "wallet",
    description = "Time how a wallet reads the chain of 'bench chain --wallet', and its balance.",
    mixinStandardHelpOptions = true)
public final class WalletCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "USER:PASSWORD@PORT",
      description = "A node of this machine that has the chain, and its filters.")
  private String node = "";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "11",
      description = "How often to ask for the balance (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--beside",
      paramLabel = "COMMAND",
      description = "Another program to time by turns with it, such as 'bitcoin-cli getbalance'.")
  private String beside = "";

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds is at least 1");
    }
    NodeAddress address;
    try {
      address = NodeAddress.parse(node);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "not USER:PASSWORD@PORT: " + node, e);
    }
    var out = spec.commandLine().getOut();
    var home = Files.createTempDirectory("cairn-bench-wallet");
    try {
      measure(new WalletProcess(home, address), out);
    } finally {
      WalletProcess.delete(home);
    }
    return 0;
  }

  private void measure(WalletProcess wallet, PrintWriter out) throws IOException {
    var words = wallet.write("words", WalletTraffic.WORDS);
    wallet.run("restore", "--words-file", words.toString());
    double reading = wallet.run("balance");
    out.printf("from nothing: %.1f s, and then it says:%n", reading);
    out.printf("%s%n", wallet.output().indent(2).stripTrailing());
    wallet.run("info");
    out.printf("%s%n", wallet.output().indent(2).stripTrailing());
    out.flush();
    var own = new ArrayList<Double>();
    var others = new ArrayList<Double>();
    for (int i = 0; i < rounds; i++) {
      own.add(wallet.run("balance"));
      if (!beside.isEmpty()) {
        others.add(wallet.runOther(beside));
      }
    }
    report(out, "./cairn wallet balance", own);
    if (!beside.isEmpty()) {
      report(out, beside.replaceFirst("^\\S*/", ""), others);
    }
  }

  private static void report(PrintWriter out, String what, List<Double> seconds) {
    var sorted = seconds.stream().sorted().toList();
    out.printf(
        "%s: %.3f s in the middle, %.3f to %.3f s, of %d%n",
        what, sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast(), sorted.size());
    out.flush();
  }
}
