package cairn.node;

import cairn.p2p.files.FileFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/** Runs a command that has commands of its own, and says in one line why it cannot. */
public final class CommandRun {
  private CommandRun() {}

  /**
   * Runs it.
   *
   * @param command one that picocli knows
   * @param refusal what the command throws, besides {@link IOException}, with a text for its user
   * @param error how the command tells of such a text, in a line
   * @return the exit status
   */
  public static int of(
      Object command,
      List<String> arguments,
      PrintStream out,
      PrintStream err,
      Class<? extends Exception> refusal,
      UnaryOperator<String> error) {
    var line = new CommandLine(command);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, _) -> {
      err.println(
          error.apply(
              "%s; '%s --help' lists what there is"
                  .formatted(e.getMessage(), line.getCommandName())));
      return 1;
    });
    line.setExecutionExceptionHandler((e, _, _) -> {
      if (!(refusal.isInstance(e) || e instanceof IOException)) {
        throw e;
      }
      err.println(error.apply(text(e)));
      return 1;
    });
    return line.execute(arguments.toArray(String[]::new));
  }

  private static String text(Exception e) {
    return e instanceof FileSystemException at
        ? "%s: %s".formatted(at.getFile(), FileFailure.text(at))
        : String.valueOf(e.getMessage());
  }
}
