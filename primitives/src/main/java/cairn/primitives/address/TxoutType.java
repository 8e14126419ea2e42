package cairn.primitives.address;

import cairn.primitives.Script;

/**
 * The kinds of outputs that have a name, by the names that Core's RPC gives them. {@link
 * OutputTemplate} also says what is in them.
 */
public enum TxoutType {
  NONSTANDARD("nonstandard"),
  PUBKEY("pubkey"),
  PUBKEYHASH("pubkeyhash"),
  SCRIPTHASH("scripthash"),
  MULTISIG("multisig"),
  NULL_DATA("nulldata"),
  ANCHOR("anchor"),
  WITNESS_V0_KEYHASH("witness_v0_keyhash"),
  WITNESS_V0_SCRIPTHASH("witness_v0_scripthash"),
  WITNESS_V1_TAPROOT("witness_v1_taproot"),
  WITNESS_UNKNOWN("witness_unknown");

  private final String label;

  TxoutType(String label) {
    this.label = label;
  }

  /** The kind that {@code scriptPubKey} is. */
  public static TxoutType of(Script scriptPubKey) {
    return OutputTemplate.of(scriptPubKey).type();
  }

  /** The name in RPC, such as {@code witness_v1_taproot}. */
  @Override
  public String toString() {
    return label;
  }
}
