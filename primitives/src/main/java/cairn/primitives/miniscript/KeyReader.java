package cairn.primitives.miniscript;

/**
 * Reads the keys in the text of a miniscript.
 *
 * @param <K> what stands for a public key
 * @param <X> what is thrown for a text that is none
 */
@FunctionalInterface
public interface KeyReader<K, X extends Exception> {
  K read(String text) throws X;
}
