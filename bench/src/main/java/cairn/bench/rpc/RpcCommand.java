package cairn.bench.rpc;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./cairn bench rpc}: how many requests a second nodes of the same chain answer. They are
 * asked by turns, so that what else the machine does meets all of them.
 */
@Command(
    name = "rpc",
    description = {
      "Count the requests a second that a node on this machine answers; of two, by turns, with the",
      "ratio of the first to the second. Both have the same chain, and what is in their mempool is",
      "what getblocktemplate takes."
    },
    mixinStandardHelpOptions = true)
public final class RpcCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..2", paramLabel = "USER:PASSWORD@PORT", description = "One or two nodes.")
  private List<String> nodes = List.of();

  @Option(
      names = "--clients",
      split = ",",
      defaultValue = "1,16",
      description = "How many ask at the same time (${DEFAULT-VALUE}).")
  private List<Integer> clients = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each node has its turn (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--millis",
      defaultValue = "500",
      description = "How long a turn takes (${DEFAULT-VALUE}).")
  private int millis;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || millis < 1 || clients.stream().anyMatch(each -> each < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--rounds, --millis and --clients are at least 1");
    }
    var addresses = addresses();
    List<Question> questions;
    try (var first = new NodeRpc(addresses.getFirst())) {
      questions = Question.all(first);
    }
    var out = spec.commandLine().getOut();
    out.println("requests a second (ratio of the first node to the second)");
    for (var question : questions) {
      for (int count : clients) {
        report(out, question, count, addresses);
      }
    }
    return 0;
  }

  private List<NodeAddress> addresses() {
    try {
      return nodes.stream().map(NodeAddress::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void report(PrintWriter out, Question question, int count, List<NodeAddress> addresses)
      throws IOException, InterruptedException {
    var answers = new double[addresses.size()];
    // The first round is for the nodes to get warm.
    for (int round = 0; round <= rounds; round++) {
      for (int i = 0; i < answers.length; i++) {
        double rate = rate(addresses.get(i), question, count);
        answers[i] += round == 0 ? 0 : rate / rounds;
      }
    }
    out.printf("%-20s %3d clients", question.name(), count);
    for (double each : answers) {
      out.printf(" %10.1f", each);
    }
    if (answers.length > 1) {
      out.printf("  %.2f", answers[0] / answers[1]);
    }
    out.println();
    out.flush();
  }

  /** Requests a second that {@code count} clients have answered within a turn. */
  private double rate(NodeAddress node, Question question, int count)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
    long answered = 0;
    try (var threads = Executors.newFixedThreadPool(count)) {
      var running = new ArrayList<Future<Long>>();
      for (int i = 0; i < count; i++) {
        running.add(threads.submit(() -> askUntil(end, node, question)));
      }
      for (var each : running) {
        answered += each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(question.name() + ": " + e.getCause(), e);
    }
    return answered * 1e9 / (System.nanoTime() - start);
  }

  private static long askUntil(long end, NodeAddress node, Question question) throws IOException {
    long answered = 0;
    try (var client = new Client(node, question.body())) {
      do {
        client.ask();
        answered++;
      } while (System.nanoTime() - end < 0);
    }
    return answered;
  }
}
