package cairn.genesis;

import java.util.Optional;

/** A change of the rules that is so old that its height is simply written down (BIP 90). */
public enum BuriedDeployment {
  /** A coinbase begins with its block's height. */
  BIP34("bip34", "bip34"),
  /** CHECKLOCKTIMEVERIFY. */
  BIP65("bip65", "cltv"),
  /** Signatures are strict DER. */
  BIP66("bip66", "dersig"),
  /** Relative lock times, CHECKSEQUENCEVERIFY, and median time past (BIP 68, 112, 113). */
  CSV("csv", "csv"),
  /** Witness commitments, and the null dummy of CHECKMULTISIG (BIP 141, 143, 147). */
  SEGWIT("segwit", "segwit");

  private final String rpcName;
  private final String optionName;

  BuriedDeployment(String rpcName, String optionName) {
    this.rpcName = rpcName;
    this.optionName = optionName;
  }

  /** What {@code getdeploymentinfo} calls it. */
  public String rpcName() {
    return rpcName;
  }

  /** The one that {@code -testactivationheight=} calls this. */
  static Optional<BuriedDeployment> ofOption(String name) {
    for (var deployment : values()) {
      if (deployment.optionName.equals(name)) {
        return Optional.of(deployment);
      }
    }
    return Optional.empty();
  }
}
