package cairn.genesis;

/** A rule of scripts that holds from the first block on, but for the blocks that break it. */
public enum ScriptRule {
  /** BIP 16. */
  P2SH,
  /** BIP 141 and 143. */
  WITNESS,
  /** BIP 341 and 342. */
  TAPROOT
}
