package cairn.ledger.rules;

import static cairn.ledger.rules.Fault.CONSENSUS;
import static cairn.ledger.rules.Fault.HEADER;
import static cairn.ledger.rules.Fault.INVALID_PREVIOUS;
import static cairn.ledger.rules.Fault.KNOWN_INVALID;
import static cairn.ledger.rules.Fault.LOW_WORK;
import static cairn.ledger.rules.Fault.MISSING_PREVIOUS;
import static cairn.ledger.rules.Fault.MUTATED;
import static cairn.ledger.rules.Fault.TOO_EARLY;

/**
 * Why a block, or a transaction in it, is refused. The codes are the ones that Bitcoin Core
 * reports; programs compare them, so they never change.
 */
public enum Reject {
  HIGH_HASH("high-hash", HEADER),
  BAD_DIFFBITS("bad-diffbits", HEADER),
  TIME_TOO_OLD("time-too-old", HEADER),
  TIME_TIMEWARP_ATTACK("time-timewarp-attack", HEADER),
  TIME_TOO_NEW("time-too-new", TOO_EARLY),
  BAD_VERSION("bad-version(%s)", HEADER),
  DUPLICATE_INVALID("duplicate-invalid", KNOWN_INVALID),
  PREV_BLK_NOT_FOUND("prev-blk-not-found", MISSING_PREVIOUS),
  BAD_PREVBLK("bad-prevblk", INVALID_PREVIOUS),
  TOO_LITTLE_CHAINWORK("too-little-chainwork", LOW_WORK),

  BAD_SIGNET_BLKSIG("bad-signet-blksig", CONSENSUS),
  BAD_TXNMRKLROOT("bad-txnmrklroot", MUTATED),
  BAD_TXNS_DUPLICATE("bad-txns-duplicate", MUTATED),
  BAD_BLK_LENGTH("bad-blk-length", CONSENSUS),
  BAD_CB_MISSING("bad-cb-missing", CONSENSUS),
  BAD_CB_MULTIPLE("bad-cb-multiple", CONSENSUS),
  BAD_BLK_SIGOPS("bad-blk-sigops", CONSENSUS),

  BAD_TXNS_VIN_EMPTY("bad-txns-vin-empty", CONSENSUS),
  BAD_TXNS_VOUT_EMPTY("bad-txns-vout-empty", CONSENSUS),
  BAD_TXNS_OVERSIZE("bad-txns-oversize", CONSENSUS),
  BAD_TXNS_VOUT_NEGATIVE("bad-txns-vout-negative", CONSENSUS),
  BAD_TXNS_VOUT_TOOLARGE("bad-txns-vout-toolarge", CONSENSUS),
  BAD_TXNS_TXOUTTOTAL_TOOLARGE("bad-txns-txouttotal-toolarge", CONSENSUS),
  BAD_TXNS_INPUTS_DUPLICATE("bad-txns-inputs-duplicate", CONSENSUS),
  BAD_CB_LENGTH("bad-cb-length", CONSENSUS),
  BAD_TXNS_PREVOUT_NULL("bad-txns-prevout-null", CONSENSUS),

  BAD_TXNS_NONFINAL("bad-txns-nonfinal", CONSENSUS),
  BAD_CB_HEIGHT("bad-cb-height", CONSENSUS),
  BAD_WITNESS_NONCE_SIZE("bad-witness-nonce-size", MUTATED),
  BAD_WITNESS_MERKLE_MATCH("bad-witness-merkle-match", MUTATED),
  UNEXPECTED_WITNESS("unexpected-witness", MUTATED),
  BAD_BLK_WEIGHT("bad-blk-weight", CONSENSUS),

  BAD_TXNS_BIP30("bad-txns-BIP30", CONSENSUS),
  BAD_TXNS_INPUTS_MISSINGORSPENT("bad-txns-inputs-missingorspent", CONSENSUS),
  BAD_TXNS_PREMATURE_SPEND_OF_COINBASE("bad-txns-premature-spend-of-coinbase", CONSENSUS),
  BAD_TXNS_INPUTVALUES_OUTOFRANGE("bad-txns-inputvalues-outofrange", CONSENSUS),
  BAD_TXNS_IN_BELOWOUT("bad-txns-in-belowout", CONSENSUS),
  BAD_TXNS_ACCUMULATED_FEE_OUTOFRANGE("bad-txns-accumulated-fee-outofrange", CONSENSUS),
  BAD_CB_AMOUNT("bad-cb-amount", CONSENSUS),
  BLOCK_SCRIPT_VERIFY_FLAG_FAILED("block-script-verify-flag-failed (%s)", CONSENSUS);

  private final String code;
  private final Fault fault;

  Reject(String code, Fault fault) {
    this.code = code;
    this.fault = fault;
  }

  /** As Core reports it; where it names a particular, {@code %s} stands for that. */
  public String code() {
    return code;
  }

  /** What it proves about the block in which it is met. */
  public Fault fault() {
    return fault;
  }

  @Override
  public String toString() {
    return code;
  }
}
