package cairn.ledger.rules;

import static cairn.ledger.script.ScriptFlag.CHECKLOCKTIMEVERIFY;
import static cairn.ledger.script.ScriptFlag.CHECKSEQUENCEVERIFY;
import static cairn.ledger.script.ScriptFlag.DERSIG;
import static cairn.ledger.script.ScriptFlag.NULLDUMMY;
import static cairn.ledger.script.ScriptFlag.P2SH;
import static cairn.ledger.script.ScriptFlag.TAPROOT;
import static cairn.ledger.script.ScriptFlag.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.ConsensusParameters;
import cairn.genesis.Networks;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.BlockHash;
import org.junit.jupiter.api.Test;

class BlockScriptFlagsTest {
  private static final ConsensusParameters MAIN = Networks.main().consensus();
  private static final ScriptFlags FROM_THE_START = ScriptFlags.of(P2SH, WITNESS, TAPROOT);

  @Test
  void holdFromTheirHeightsOnTheMainNetwork() {
    var flags = FROM_THE_START;
    assertThat(at(0)).isEqualTo(flags);
    assertThat(at(363_724)).isEqualTo(flags);
    flags = flags.with(DERSIG);
    assertThat(at(363_725)).isEqualTo(flags);
    assertThat(at(388_380)).isEqualTo(flags);
    flags = flags.with(CHECKLOCKTIMEVERIFY);
    assertThat(at(388_381)).isEqualTo(flags);
    assertThat(at(419_327)).isEqualTo(flags);
    flags = flags.with(CHECKSEQUENCEVERIFY);
    assertThat(at(419_328)).isEqualTo(flags);
    assertThat(at(481_823)).isEqualTo(flags);
    flags = flags.with(NULLDUMMY);
    assertThat(at(481_824)).isEqualTo(flags);
    assertThat(flags).isEqualTo(ScriptFlags.MANDATORY);
  }

  @Test
  void holdNotInTheBlockThatBrokeBip16() {
    var block =
        BlockHash.fromDisplay("00000000000002dc756eebf4f49723ed8d30cc28a5f108eb94b1ba88ac4f9c22");
    assertThat(BlockScriptFlags.of(170_060, block, MAIN)).isEqualTo(ScriptFlags.NONE);
  }

  @Test
  void holdButForTaprootInTheBlockThatBrokeIt() {
    var block =
        BlockHash.fromDisplay("0000000000000000000f14c35b2d841e986ab5441de8c585d5ffe55ea1e395ad");
    assertThat(BlockScriptFlags.of(692_261, block, MAIN))
        .isEqualTo(ScriptFlags.MANDATORY.without(TAPROOT));
  }

  @Test
  void allHoldFromTheFirstBlockOnRegtest() {
    var regtest = Networks.regtest().consensus();
    assertThat(BlockScriptFlags.of(1, BlockHash.ZERO, regtest)).isEqualTo(ScriptFlags.MANDATORY);
  }

  private static ScriptFlags at(int height) {
    return BlockScriptFlags.of(height, BlockHash.ZERO, MAIN);
  }
}
