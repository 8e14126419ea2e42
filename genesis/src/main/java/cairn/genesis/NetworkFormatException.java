package cairn.genesis;

import java.util.regex.Pattern;

/**
 * A network's file that says something else than it should. Its texts are each one line, whatever
 * the file has in it.
 */
public final class NetworkFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
  private static final int MAX_LENGTH = 500;

  private final String field;
  private final String problem;

  /**
   * @param field the field at fault, as in {@code consensus.deployments[0].bit}; empty where the
   *     file as a whole is
   * @param problem what is wrong with it, and what is expected instead
   */
  NetworkFormatException(String field, String problem) {
    super(oneLine(field.isEmpty() ? problem : field + ": " + problem));
    this.field = oneLine(field);
    this.problem = oneLine(problem);
  }

  private static String oneLine(String text) {
    var line = CONTROL.matcher(text).replaceAll("?");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }

  /** The field at fault, as in {@code consensus.deployments[0].bit}; empty for the whole file. */
  public String field() {
    return field;
  }

  /** What is wrong with the field, and what is expected instead. */
  public String problem() {
    return problem;
  }
}
