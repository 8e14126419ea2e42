/** JSON as the wallet reads and writes it: a node's answers, and its own with {@code --json}. */
@NullMarked
package cairn.wallet.json;

import org.jspecify.annotations.NullMarked;
