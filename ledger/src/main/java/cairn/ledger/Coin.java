package cairn.ledger;

import cairn.primitives.TxOut;

/**
 * An output that has not been spent.
 *
 * @param height of the block that made it
 * @param coinbase whether that block's coinbase made it, so that it must mature first
 */
public record Coin(TxOut output, int height, boolean coinbase) {}
