package cairn.node.config;

/** The node cannot start as it was asked to; the message says why, in one line. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
