package cairn.bench.chain;

/** The kinds of output that the generated chain pays to. */
enum CoinKind {
  /** One key, SegWit v0. */
  P2WPKH,
  /** One key, Taproot, spent by its key. */
  P2TR_KEY,
  /** One key, Taproot, spent by a script in its tree. */
  P2TR_SCRIPT,
  /** One key, from before SegWit. */
  P2PKH,
  /** P2WPKH wrapped in P2SH. */
  P2SH_P2WPKH,
  /** Two of three keys, SegWit v0. */
  P2WSH_MULTISIG,
  /** Two of three keys, from before SegWit. */
  P2SH_MULTISIG;

  /** Whether spending it changes the spending transaction's id, as a scriptSig does. */
  boolean signsInScriptSig() {
    return this == P2PKH || this == P2SH_MULTISIG;
  }
}
