/**
 * Writes a regtest chain that looks like the main network's of recent years, from a seed.
 *
 * <p>The same number of blocks and the same seed give the same bytes on every machine. Start with
 * {@link cairn.bench.chain.ChainGenerator}; what the spends look like is in {@link
 * cairn.bench.chain.Mix}.
 */
@NullMarked
package cairn.bench.chain;

import org.jspecify.annotations.NullMarked;
