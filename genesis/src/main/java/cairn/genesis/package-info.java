/**
 * What tells one network from another: genesis block, magic, ports, prefixes, limits, and the
 * heights at which rules start; never a rule itself.
 *
 * <p>Start with {@link cairn.genesis.Network}. {@link cairn.genesis.Networks} has the ones that
 * everyone knows, each a JSON file in this package's resources; {@code docs/networks.md} explains
 * the format.
 */
@NullMarked
package cairn.genesis;

import org.jspecify.annotations.NullMarked;
