package cairn.primitives.signing;

import cairn.primitives.Script;
import cairn.primitives.Witness;

/** Verifies an input. Who has a script machine gives one; others trust what they have made. */
@FunctionalInterface
public interface InputCheck {
  /** Takes everything that was put together for valid. */
  InputCheck TRUSTING = (_, _, _) -> true;

  /** Whether the input would be valid, by the rules of relay. */
  boolean accepts(Script scriptSig, Script scriptPubKey, Witness witness);
}
