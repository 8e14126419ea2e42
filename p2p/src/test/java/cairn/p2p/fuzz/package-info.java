/**
 * Fuzzing of everything that reads what a peer sends.
 *
 * <p>A target is a static method that takes any bytes and throws if something is wrong. Jazzer
 * calls it with bytes of its own making, as {@code docs/fuzzing.md} tells; {@link
 * cairn.p2p.fuzz.SavedInputsTest} calls it with those that were worth keeping.
 */
@NullMarked
package cairn.p2p.fuzz;

import org.jspecify.annotations.NullMarked;
