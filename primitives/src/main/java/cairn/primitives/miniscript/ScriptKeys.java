package cairn.primitives.miniscript;

import cairn.primitives.Bytes;
import java.util.Optional;

/**
 * Finds the keys in a script.
 *
 * @param <K> what stands for a public key
 */
public interface ScriptKeys<K> {
  /** The key of 32 or 33 bytes in a script; empty if these are none there. */
  Optional<K> ofBytes(Bytes key);

  /** The key with this HASH160; empty if it is not known. */
  Optional<K> ofHash(Bytes hash);
}
