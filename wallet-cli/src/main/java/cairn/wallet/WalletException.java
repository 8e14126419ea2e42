package cairn.wallet;

/** What keeps a wallet from doing what it was asked to, in a line for people. */
public class WalletException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of obstacle it is, for programs; a command ends with its status. */
  public enum Kind {
    /** Anything else. */
    FAILED(1),
    /** Asked for something that there is not, or wrongly. */
    WRONG_USE(2),
    /** No node answers, or not one that can be used now. */
    NO_NODE(3),
    /** There is not enough money. */
    TOO_LITTLE(4),
    /** The user has said no. */
    REFUSED(5);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The exit status of a command. */
    public int status() {
      return status;
    }
  }

  private final Kind kind;

  public WalletException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static WalletException failed(String message) {
    return new WalletException(Kind.FAILED, message);
  }

  public static WalletException wrongUse(String message) {
    return new WalletException(Kind.WRONG_USE, message);
  }

  public static WalletException noNode(String message) {
    return new WalletException(Kind.NO_NODE, message);
  }

  public static WalletException tooLittle(String message) {
    return new WalletException(Kind.TOO_LITTLE, message);
  }

  public static WalletException refused(String message) {
    return new WalletException(Kind.REFUSED, message);
  }

  public final Kind kind() {
    return kind;
  }

  /** The line for people. */
  public final String text() {
    return String.valueOf(getMessage());
  }
}
