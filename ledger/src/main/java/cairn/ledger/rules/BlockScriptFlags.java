package cairn.ledger.rules;

import static cairn.genesis.BuriedDeployment.BIP65;
import static cairn.genesis.BuriedDeployment.BIP66;
import static cairn.genesis.BuriedDeployment.CSV;
import static cairn.genesis.BuriedDeployment.SEGWIT;

import cairn.genesis.ConsensusParameters;
import cairn.genesis.ScriptRule;
import cairn.ledger.script.ScriptFlag;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.BlockHash;

/** Which rules of the script machine hold in a block (Core's GetBlockScriptFlags). */
public final class BlockScriptFlags {
  private BlockScriptFlags() {}

  /**
   * P2SH, SegWit and Taproot hold everywhere, but for the blocks that broke them before they were
   * rules; the others hold from a height on.
   */
  public static ScriptFlags of(int height, BlockHash block, ConsensusParameters consensus) {
    var flags = ScriptFlags.NONE;
    for (var rule : consensus.exceptions().scriptRulesIn(block)) {
      flags = flags.with(flag(rule));
    }
    var buried = consensus.buried();
    if (height >= buried.of(BIP66)) {
      flags = flags.with(ScriptFlag.DERSIG);
    }
    if (height >= buried.of(BIP65)) {
      flags = flags.with(ScriptFlag.CHECKLOCKTIMEVERIFY);
    }
    if (height >= buried.of(CSV)) {
      flags = flags.with(ScriptFlag.CHECKSEQUENCEVERIFY);
    }
    if (height >= buried.of(SEGWIT)) {
      flags = flags.with(ScriptFlag.NULLDUMMY);
    }
    return flags;
  }

  private static ScriptFlag flag(ScriptRule rule) {
    return switch (rule) {
      case P2SH -> ScriptFlag.P2SH;
      case WITNESS -> ScriptFlag.WITNESS;
      case TAPROOT -> ScriptFlag.TAPROOT;
    };
  }
}
