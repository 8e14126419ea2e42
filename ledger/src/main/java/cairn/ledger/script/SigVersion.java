package cairn.ledger.script;

/** Where a script stands, which decides what its signatures sign and which limits it has. */
sealed interface SigVersion permits SigVersion.Ecdsa, Tapscript {
  /** Scripts with ECDSA signatures. */
  enum Ecdsa implements SigVersion {
    /** In a scriptSig or a scriptPubKey, or the redeem script of a P2SH output. */
    BASE,

    /** In the witness of a version 0 program, or implied by the program (BIP 141, BIP 143). */
    WITNESS_V0
  }
}
