package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.genesis.ProofOfWork;
import cairn.primitives.BlockHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderContentsTest {
  private static final ProofOfWork MAIN = Networks.main().consensus().proofOfWork();
  private static final BlockHash EASIEST_TARGET =
      BlockHash.fromDisplay("00000000ffff0000000000000000000000000000000000000000000000000000");

  @Test
  void acceptsHashThatIsTheTargetItself() {
    assertThat(HeaderContents.proofOfWork(EASIEST_TARGET, 0x1d00ffff, MAIN)).isEqualTo(OK);
  }

  @Test
  void rejectsHashAboveTheTarget() {
    var hash =
        BlockHash.fromDisplay("00000000ffff0000000000000000000000000000000000000000000000000001");
    assertThat(HeaderContents.proofOfWork(hash, 0x1d00ffff, MAIN))
        .hasToString("high-hash, proof of work failed");
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource({
    "1d010000, easier than the limit",
    "207fffff, much easier than the limit",
    "1d80ffff, negative",
    "00000000, zero",
    "01003456, zero after its bytes are cut off",
    "1d000000, zero with a length",
    "ff123456, more than 256 bits",
    "23000001, just more than 256 bits"
  })
  void rejectsTargetThatIs(String bits, String what) {
    assertThat(HeaderContents.proofOfWork(BlockHash.ZERO, Long.parseLong(bits, 16), MAIN))
        .as(what)
        .hasToString("high-hash, proof of work failed");
  }
}
