package cairn.p2p.net;

import java.io.IOException;
import java.io.Serial;

/** An address cannot be listened on. */
public final class BindFailedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean inUse;

  BindFailedException(String reason, boolean inUse, Throwable cause) {
    super(reason, cause);
    this.inUse = inUse;
  }

  /** Whether something listens there already. */
  public boolean inUse() {
    return inUse;
  }
}
