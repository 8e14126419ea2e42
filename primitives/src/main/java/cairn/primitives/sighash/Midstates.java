package cairn.primitives.sighash;

import cairn.primitives.Script;
import cairn.primitives.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The states of unfinished signature hashes, at most one for each of the six ways to cover inputs
 * and outputs. Not thread-safe.
 *
 * <p>Without them a script of many CHECKMULTISIGs would hash its transaction once for each
 * signature, by which small blocks could be made that take minutes to verify.
 */
final class Midstates {
  private @Nullable Entry @Nullable [] entries;

  private record Entry(Script scriptCode, Sha256 state) {}

  /** The state kept for this script code and a type that covers the same; null if there is none. */
  @Nullable Sha256 find(Script scriptCode, HashType type) {
    var entry = entries == null ? null : entries[indexOf(type)];
    return entry != null && entry.scriptCode.equals(scriptCode) ? entry.state : null;
  }

  /** Keeps {@code state}, to be forked by each signature, in place of any other of its kind. */
  void keep(Script scriptCode, HashType type, Sha256 state) {
    if (entries == null) {
      entries = new Entry[6];
    }
    entries[indexOf(type)] = new Entry(scriptCode, state);
  }

  private static int indexOf(HashType type) {
    int outputs = type.isNone() ? 1 : type.isSingle() ? 2 : 0;
    return type.isAnyoneCanPay() ? 3 + outputs : outputs;
  }
}
