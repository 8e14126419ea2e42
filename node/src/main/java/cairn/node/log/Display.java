package cairn.node.log;

import java.io.PrintStream;

/**
 * Where people look while a command runs: lines, and on a terminal below them one line that keeps
 * changing. Thread-safe.
 */
public final class Display {
  /** Goes to the start of the line and clears it. */
  private static final String CLEAR = "\r\033[K";

  /** Has the terminal cut a line that is too long, and then wrap the others again. */
  private static final String CUT = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  private final PrintStream out;
  private final boolean terminal;
  private String status = "";

  public Display(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public boolean isTerminal() {
    return terminal;
  }

  /** Whether there is a line that keeps changing. */
  public synchronized boolean hasStatus() {
    return !status.isEmpty();
  }

  /** Prints whole lines, each with its end. */
  public synchronized void print(String lines) {
    out.print(status.isEmpty() ? lines : CLEAR + lines + CUT + status + WRAP);
    out.flush();
  }

  /** Shows {@code text} as the changing line, on a terminal; no text takes the line away. */
  public synchronized void show(String text) {
    if (terminal && !text.equals(status)) {
      status = text;
      out.print(text.isEmpty() ? CLEAR : CLEAR + CUT + text + WRAP);
      out.flush();
    }
  }
}
