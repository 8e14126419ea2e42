package cairn.ledger.policy;

import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;

/**
 * What the operator may say about relay policy.
 *
 * @param acceptNonStandard {@code -acceptnonstdtxn}: leaves out the rules about standard forms. For
 *     test networks only
 * @param permitBareMultisig {@code -permitbaremultisig}
 * @param dataCarrierBytes {@code -datacarriersize}: how many bytes the scripts of all outputs that
 *     carry data may have together; 0 for none at all, as with {@code -datacarrier=0}
 * @param dustRelayFee {@code -dustrelayfee}: what it is assumed to cost to spend an output
 * @param minRelayFee {@code -minrelaytxfee}
 * @param incrementalRelayFee {@code -incrementalrelayfee}: what a replacement pays in addition, for
 *     its own relay
 * @param bytesPerSigOp {@code -bytespersigop}: what a signature operation counts for as a size
 */
public record PolicyOptions(
    boolean acceptNonStandard,
    boolean permitBareMultisig,
    long dataCarrierBytes,
    FeeRate dustRelayFee,
    FeeRate minRelayFee,
    FeeRate incrementalRelayFee,
    int bytesPerSigOp) {
  /** As much data as a standard transaction can hold. */
  public static final long DEFAULT_DATA_CARRIER_BYTES =
      StandardTransaction.MAX_WEIGHT / Transaction.WITNESS_SCALE_FACTOR;

  /** What Core does when it is told nothing. */
  public static final PolicyOptions DEFAULT =
      new PolicyOptions(
          false,
          true,
          DEFAULT_DATA_CARRIER_BYTES,
          FeeRate.perKilobyte(3000),
          FeeRate.perKilobyte(100),
          FeeRate.perKilobyte(100),
          20);

  /**
   * @throws IllegalArgumentException if a size is below zero
   */
  public PolicyOptions {
    if (dataCarrierBytes < 0 || bytesPerSigOp < 0) {
      throw new IllegalArgumentException(
          "sizes below zero: " + dataCarrierBytes + ", " + bytesPerSigOp);
    }
  }
}
