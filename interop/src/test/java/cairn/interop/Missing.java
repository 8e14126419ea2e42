package cairn.interop;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test cannot do without, and this machine does not have. */
final class Missing {
  private Missing() {}

  /** Skips the test; it fails if {@code -Dcairn.interop=required}. Either way this throws. */
  static RuntimeException skip(String message) {
    if (System.getProperty("cairn.interop", "").equals("required")) {
      fail(message);
    }
    return abort(message);
  }
}
