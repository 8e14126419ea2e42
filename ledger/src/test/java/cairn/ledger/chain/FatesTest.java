package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BlockAnswer;
import cairn.ledger.BlockAnswer.Accepted;
import cairn.ledger.BlockAnswer.Refused;
import cairn.ledger.BlockTree;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Reject;
import cairn.ledger.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatesTest {
  private static final BlockTree TREE = BlockTree.regtest();
  private static final HeaderEntry FIRST = TREE.entry(TREE.mine(TREE.genesis()));
  private static final HeaderEntry SECOND = TREE.entry(TREE.mine(TREE.genesis()));

  private final Fates fates = new Fates();
  private final List<BlockAnswer> answers = new ArrayList<>();

  @Test
  void tellsEachWaiterOnceThatABlockIsConnected() {
    fates.await(FIRST, true, answers::add);
    fates.await(FIRST, false, answers::add);
    fates.connected(SECOND);
    assertThat(answers).isEmpty();
    fates.connected(FIRST);
    assertThat(answers).containsExactly(new Accepted(FIRST, true), new Accepted(FIRST, false));
    fates.connected(FIRST);
    fates.settled();
    assertThat(answers).hasSize(2);
  }

  @Test
  void tellsThatABlockIsRefused() {
    var why = Verdict.invalid(Reject.BAD_CB_AMOUNT);
    fates.await(FIRST, true, answers::add);
    fates.refused(SECOND, why);
    fates.refused(FIRST, why);
    assertThat(answers).containsExactly(new Refused(why, FIRST));
  }

  @Test
  void tellsAllThatAreLeftThatTheirBlocksAreStored() {
    fates.await(FIRST, true, answers::add);
    fates.await(SECOND, true, answers::add);
    fates.settled();
    assertThat(answers).containsExactly(new Accepted(FIRST, true), new Accepted(SECOND, true));
  }

  @Test
  void letsAWaiterWaitForMore() {
    fates.await(FIRST, true, answer -> fates.await(SECOND, true, answers::add));
    fates.settled();
    assertThat(answers).isEmpty();
    fates.settled();
    assertThat(answers).containsExactly(new Accepted(SECOND, true));
  }
}
