/** What tells one network from another: genesis block, magic, ports, prefixes, limits, and the heights at which rules start; never a rule itself. */
@NullMarked
package cairn.genesis;

import org.jspecify.annotations.NullMarked;
