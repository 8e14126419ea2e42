package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.BAD_TXNS_SPENDS_CONFLICTING_TX;
import static cairn.ledger.policy.Refusal.INSUFFICIENT_FEE;
import static cairn.ledger.policy.Refusal.REPLACEMENT_FAILED;
import static cairn.ledger.policy.Refusal.TOO_MANY_POTENTIAL_REPLACEMENTS;

import cairn.primitives.Amount;
import cairn.primitives.FeeRate;
import cairn.primitives.Txid;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction that may take the place of others in the mempool which spend the same outputs, and
 * of all that spends from those. The numbers of the rules are those of BIP 125 where it has them;
 * that the others had to say that they may be replaced is a rule no more.
 *
 * @param feeSats what it pays, with what the operator has added or taken
 * @param virtualSize by {@link VirtualSize}
 * @param evictsSibling whether {@link Truc} has it replace one that spends other outputs
 */
public record Replacement(Txid txid, long feeSats, long virtualSize, boolean evictsSibling) {
  /** How many clusters of the mempool a replacement may reach into. */
  public static final int MAX_CLUSTERS = 100;

  /**
   * Rule 5: what it conflicts with belongs to few clusters, as each of them has to be put into a
   * new order. Comes first, as it bounds the work of finding out what is replaced.
   */
  public PolicyVerdict reachesFew(int clusters) {
    return tooManyClusters(txid, clusters)
        .<PolicyVerdict>map(detail -> refused(TOO_MANY_POTENTIAL_REPLACEMENTS, sibling(), detail))
        .orElse(OK);
  }

  /**
   * Rules 3 and 4: it pays as much as all that it replaces, and for its own relay in addition.
   *
   * @param replacedFeeSats what those pay, with what the operator has added or taken
   */
  public PolicyVerdict paysFor(long replacedFeeSats, FeeRate incrementalRelayFee) {
    return tooLittle(txid, feeSats, virtualSize, replacedFeeSats, incrementalRelayFee)
        .<PolicyVerdict>map(detail -> refused(INSUFFICIENT_FEE, sibling(), detail))
        .orElse(OK);
  }

  /**
   * The mempool with it is worth more to a miner than without, however much of it is mined.
   *
   * @param improves whether that is so: the mempool knows how to tell
   */
  public static PolicyVerdict improvesMempool(boolean improves) {
    return improves
        ? OK
        : refused(REPLACEMENT_FAILED, "insufficient feerate: does not improve feerate diagram");
  }

  /**
   * It does not come from what it replaces.
   *
   * @param ancestors in the mempool; the first of them that it conflicts with is named
   */
  public static PolicyVerdict standsWithout(
      Set<Txid> conflicts, Txid txid, Collection<Txid> ancestors) {
    return ancestors.stream()
        .filter(conflicts::contains)
        .findFirst()
        .<PolicyVerdict>map(ancestor ->
            refused(
                BAD_TXNS_SPENDS_CONFLICTING_TX,
                txid + " spends conflicting transaction " + ancestor))
        .orElse(OK);
  }

  private String sibling() {
    return evictsSibling ? " (including sibling eviction)" : "";
  }

  /** What is wrong by rule 5. */
  static Optional<String> tooManyClusters(Txid txid, int clusters) {
    return clusters <= MAX_CLUSTERS
        ? Optional.empty()
        : Optional.of(
            "rejecting replacement %s; too many conflicting clusters (%d > %d)"
                .formatted(txid, clusters, MAX_CLUSTERS));
  }

  /** What is wrong by rule 3 or 4. */
  static Optional<String> tooLittle(
      Txid txid,
      long feeSats,
      long virtualSize,
      long replacedFeeSats,
      FeeRate incrementalRelayFee) {
    if (feeSats < replacedFeeSats) {
      return Optional.of(
          "rejecting replacement %s, less fees than conflicting txs; %s < %s"
              .formatted(txid, money(feeSats), money(replacedFeeSats)));
    }
    long additional = feeSats - replacedFeeSats;
    long relay = incrementalRelayFee.feeFor(virtualSize);
    return additional >= relay
        ? Optional.empty()
        : Optional.of(
            "rejecting replacement %s, not enough additional fees to relay; %s < %s"
                .formatted(txid, money(additional), money(relay)));
  }

  private static String money(long sats) {
    return new Amount(sats).toShortString();
  }
}
