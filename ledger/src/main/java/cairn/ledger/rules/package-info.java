/**
 * The rules a block or transaction passes before it joins the chain, one method each.
 *
 * <p>Everything here is a function of its arguments: no clock, no storage, no logging. A rule gives
 * a {@link cairn.ledger.rules.Verdict}; what it may say is listed in {@link
 * cairn.ledger.rules.Reject}, and every reason with its source and its test in {@code
 * ledger/RULES.md}.
 */
@NullMarked
package cairn.ledger.rules;

import org.jspecify.annotations.NullMarked;
