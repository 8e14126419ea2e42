package cairn.ledger.rules;

/** How far miners' signals have brought a change of the rules (BIP 9). */
public enum DeploymentState {
  /** Signals do not count yet. The genesis block is in this state. */
  DEFINED("defined"),
  /** Signals are counted, one period after the other. */
  STARTED("started"),
  /** There were enough in some period: it will become active. */
  LOCKED_IN("locked_in"),
  /** The new rules hold, for ever. */
  ACTIVE("active"),
  /** There were not enough in time: it will never be active. */
  FAILED("failed");

  private final String rpcName;

  DeploymentState(String rpcName) {
    this.rpcName = rpcName;
  }

  /** What {@code getdeploymentinfo} calls it. */
  public String rpcName() {
    return rpcName;
  }
}
