/** The rules and the state they act on. */
@NullMarked
package cairn.ledger;

import org.jspecify.annotations.NullMarked;
