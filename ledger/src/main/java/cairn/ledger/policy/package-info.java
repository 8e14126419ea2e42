/**
 * Relay policy: what a transaction must be, beyond the rules of consensus, before this node takes
 * it into its mempool and passes it on. Other nodes may think otherwise, and blocks may hold what
 * is refused here.
 *
 * <p>Everything here is a function of its arguments: no clock, no storage, no logging. What a rule
 * has to know of the mempool is handed to it, by {@link cairn.ledger.policy.MempoolRelatives} where
 * it cannot be known beforehand. A rule for transactions gives a {@link
 * cairn.ledger.policy.PolicyVerdict}, one for packages a {@link
 * cairn.ledger.policy.PackageVerdict}. Start with {@link cairn.ledger.policy.StandardTransaction};
 * what may be said is listed in {@link cairn.ledger.policy.Refusal}, and every reason with its
 * source and its test in {@code ledger/POLICY.md}.
 */
@NullMarked
package cairn.ledger.policy;

import org.jspecify.annotations.NullMarked;
