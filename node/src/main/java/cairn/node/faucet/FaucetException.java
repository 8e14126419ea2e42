package cairn.node.faucet;

/** The faucet cannot pay; the message says why. */
public final class FaucetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaucetException(String message) {
    super(message);
  }
}
