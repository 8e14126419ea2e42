package cairn.wallet.spend;

import cairn.primitives.Amount;
import cairn.primitives.Script;
import cairn.primitives.TxOut;

/** Who is paid how much. */
public record Recipient(Script scriptPubKey, long sats) {
  TxOut output() {
    return new TxOut(new Amount(sats), scriptPubKey);
  }
}
