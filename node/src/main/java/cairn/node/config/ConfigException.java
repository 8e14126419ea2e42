package cairn.node.config;

/** The node cannot start as it was asked to; the message says why. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  /** What is wrong lies in a configuration file, or in finding it. */
  static ConfigException inFile(String message) {
    return new ConfigException("Error reading configuration file: " + message);
  }
}
