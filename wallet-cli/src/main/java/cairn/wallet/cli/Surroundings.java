package cairn.wallet.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a command finds when it is started.
 *
 * @param progressShown whether {@code err} is a terminal, on which a line can be written over
 */
public record Surroundings(
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    Prompter prompter,
    Clock clock,
    boolean progressShown) {}
