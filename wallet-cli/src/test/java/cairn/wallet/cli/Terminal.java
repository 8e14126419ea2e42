package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A user who has prepared the answers, with folders of his own. */
final class Terminal implements Prompter {
  final Map<String, String> environment = new HashMap<>();
  final List<String> questions = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean interactive = true;

  /** Whether it can show a line that is written over. */
  boolean shown;

  Terminal(Path home) {
    environment.put("HOME", home.toString());
    environment.put("CAIRN_NETWORK", "regtest");
  }

  Terminal answer(String... more) {
    answers.addAll(List.of(more));
    return this;
  }

  /** Nothing is answered that was prepared and not asked for. */
  void forgetAnswers() {
    answers.clear();
  }

  Terminal absent() {
    interactive = false;
    return this;
  }

  /** Runs a command; its exit status. */
  int run(String... words) {
    out.reset();
    err.reset();
    var surroundings =
        new Surroundings(
            Map.copyOf(environment),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            interactive ? this : new Nobody(),
            Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC),
            shown);
    return Main.run(surroundings, words);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public String line(String question) throws WalletException {
    questions.add(question);
    if (answers.isEmpty()) {
      throw WalletException.refused("no answer");
    }
    return answers.remove();
  }

  @Override
  public char[] secret(String question) throws WalletException {
    return line(question).toCharArray();
  }
}
