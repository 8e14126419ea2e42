package cairn.node.config;

import java.util.regex.Pattern;

/** The node cannot start as it was asked to; the message says why. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Messages are cut to this length: a file may have lines of any. */
  private static final int MAX_LENGTH = 2000;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\n]]");

  public ConfigException(String message) {
    super(printable(message));
  }

  private static String printable(String message) {
    var shown = UNPRINTABLE.matcher(message).replaceAll("?");
    return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH) + "...";
  }

  /** What is wrong lies in a configuration file, or in finding it. */
  static ConfigException inFile(String message) {
    return new ConfigException("Error reading configuration file: " + message);
  }
}
