package cairn.genesis;

/** An option that adjusts a network, in a form that it does not have; worded as Core does. */
public final class NetworkOptionException extends Exception {
  private static final long serialVersionUID = 1L;

  NetworkOptionException(String message) {
    super(message);
  }
}
