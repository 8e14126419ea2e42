package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.BlockAnswer.Accepted;
import cairn.ledger.BlockAnswer.Dropped;
import cairn.ledger.BlockAnswer.Ignored;
import cairn.ledger.BlockAnswer.Refused;
import cairn.ledger.IndexedBlock;
import cairn.ledger.rules.Reject;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.TxOut;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a ledger answers to blocks and headers that it is given. */
class LedgerSubmissionsTest extends LedgerAtWork {
  @Test
  void answersABlockOnceItIsTheTip() {
    for (var block : TRUNK.subList(0, 5)) {
      assertThat(submit(block)).isEqualTo(new Accepted(find(block), true));
      assertTip(block);
      assertThat(find(block).isFullyValid()).isTrue();
    }
  }

  @Test
  void answersBlocksThatWereSubmittedSideBySide() {
    submit(TRUNK);
    assertTip(TRUNK.getLast());
  }

  @Test
  void answersABlockOfAnotherBranchWhenItIsStored() {
    submit(TRUNK.subList(0, 3));
    var other = TREE.mine(TREE.genesis());
    assertThat(submit(other)).isEqualTo(new Accepted(find(other), true));
    assertThat(find(other).hasData()).isTrue();
    assertTip(TRUNK.get(2));
  }

  @Test
  void answersABlockThatCameBeforeTheOneBeforeIt() {
    submitHeaders(TRUNK.subList(0, 3));
    assertThat(submit(TRUNK.get(2))).isInstanceOf(Accepted.class);
    assertThat(submit(TRUNK.get(1))).isInstanceOf(Accepted.class);
    assertTip(TREE.genesis());
    submit(TRUNK.getFirst());
    get(ledger.commands().settle());
    assertTip(TRUNK.get(2));
  }

  @Test
  void saysWhetherABlockIsNew() {
    submit(TRUNK.subList(0, 2));
    assertThat(submit(TRUNK.get(1))).isEqualTo(new Accepted(find(TRUNK.get(1)), false));
  }

  @Test
  void answersABlockWhenThoseThatHaveWaitedForItAreConnectedToo() {
    reopen(setup.maxTipAge(Duration.ofDays(100_000))); // so that it is not synchronising
    submitHeaders(TRUNK);
    for (var block : TRUNK.subList(1, TRUNK.size())) {
      assertThat(submit(block)).isInstanceOf(Accepted.class);
    }
    assertTip(TREE.genesis());
    assertThat(submit(TRUNK.getFirst())).isEqualTo(new Accepted(find(TRUNK.getFirst()), true));
    assertTip(TRUNK.getLast());
  }

  @Test
  void answersEachOfSeveralThatSubmitTheSameBlock() {
    var first = offer(TRUNK.getFirst());
    var second = offer(TRUNK.getFirst());
    assertThat(get(first)).isEqualTo(new Accepted(find(TRUNK.getFirst()), true));
    assertThat(get(second)).isEqualTo(new Accepted(find(TRUNK.getFirst()), false));
  }

  @Test
  void tellsWhyABlockIsRefusedOnceItsTurnHasCome() {
    submit(TRUNK);
    var greedy = TREE.add(TREE.draft(TRUNK.getLast()).coinbaseSats(51_0000_0000L));
    assertThat(submit(greedy))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why().code()).isEqualTo("bad-cb-amount"));
    assertTip(TRUNK.getLast());
    assertThat(find(greedy).isFailed()).isTrue();
  }

  @Test
  void tellsOfABadScriptAndKeepsWhatBuildsOnIt() {
    submit(TRUNK);
    var coin = coinbase(TRUNK.getFirst());
    var locked = spend(coin, new TxOut(new Amount(1), new ScriptBuilder().number(0).build()));
    var good = TREE.mine(TRUNK.getLast(), locked);
    var bad = TREE.mine(good, spend(new OutPoint(locked.txid(), 0), anyone(1)));
    var child = TREE.mine(bad);
    var answers = List.of(offer(good), offer(bad), offer(child));
    assertThat(get(answers.get(0))).isInstanceOf(Accepted.class);
    assertThat(get(answers.get(1)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.why().reason())
                    .isEqualTo(Reject.BLOCK_SCRIPT_VERIFY_FLAG_FAILED));
    assertThat(get(answers.get(2))).isNotInstanceOf(Dropped.class);
    assertTip(good);
  }

  @Test
  void doesNotTakeInTheHeaderOfABlockThatIsBadByItself() {
    var draft = TREE.draft(TREE.genesis());
    var mutated = draft.merkleRoot(TRUNK.getFirst().header().merkleRoot()).mine();
    assertThat(submit(mutated))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.why().reason()).isEqualTo(Reject.BAD_TXNMRKLROOT));
    assertThat(ledger.index().find(mutated.hash())).isNull();
  }

  @Test
  void refusesABlockAfterAnUnknownOne() {
    assertThat(submit(TRUNK.get(1)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.why().reason()).isEqualTo(Reject.PREV_BLK_NOT_FOUND));
  }

  @Test
  void ignoresBlocksThatNobodyAskedForAndThatHaveTooLittleWork() {
    submit(TRUNK.subList(0, 3));
    var weak = TREE.mine(TREE.genesis());
    assertThat(get(ledger.commands().submitBlock(weak, false, true)))
        .isEqualTo(new Ignored(find(weak)));
    assertThat(find(weak).hasData()).isFalse();
    var strong = TREE.mine(TRUNK.get(1));
    assertThat(get(ledger.commands().submitBlock(strong, false, true)))
        .isInstanceOf(Accepted.class);
    assertThat(find(strong).hasData()).isTrue();
  }

  @Test
  void ignoresBlocksThatNobodyAskedForAndThatAreTooFarAhead() {
    var chain = TREE.mine(TREE.genesis(), 289);
    submitHeaders(chain);
    var commands = ledger.commands();
    assertThat(get(commands.submitBlock(chain.getLast(), false, true))).isInstanceOf(Ignored.class);
    assertThat(get(commands.submitBlock(chain.get(287), false, true))).isInstanceOf(Accepted.class);
    assertThat(get(commands.submitBlock(chain.getLast(), true, true))).isInstanceOf(Accepted.class);
  }

  @Test
  void ignoresBlocksThatNobodyAskedForOnAChainThatIsTooPoor() {
    var regtest = Networks.regtest();
    var facts = regtest.facts().withMinimumChainWork(BigInteger.valueOf(6));
    reopen(setup.network(regtest.with(facts)));
    assertThat(get(ledger.commands().submitBlock(TRUNK.getFirst(), false, true)))
        .isInstanceOf(Ignored.class);
    submit(TRUNK.subList(0, 1));
    assertTip(TRUNK.getFirst());
    assertThat(get(ledger.commands().submitBlock(TRUNK.get(1), false, true)))
        .isInstanceOf(Accepted.class); // six hashes, with the genesis block
  }

  @Test
  void takesInNoHeaderWithoutEnoughWork() {
    var answer = get(ledger.commands().submitHeaders(headers(TRUNK.subList(0, 2)), false));
    assertThat(answer.accepted()).isEmpty();
    assertThat(answer.verdict())
        .isInstanceOfSatisfying(
            Verdict.Invalid.class,
            why -> assertThat(why.reason()).isEqualTo(Reject.TOO_LITTLE_CHAINWORK));
    assertThat(get(ledger.commands().submitBlock(TRUNK.getFirst(), true, false)))
        .isInstanceOf(Refused.class);
    assertThat(ledger.index().size()).isEqualTo(1);
  }

  @Test
  void takesInHeadersUpToTheFirstBadOne() {
    var late = TREE.draft(TRUNK.get(2)).time(TRUNK.getFirst().header().time() - 1).mine();
    var headers = new ArrayList<>(headers(TRUNK.subList(0, 3)));
    headers.add(late.header());
    headers.addAll(headers(TRUNK.subList(3, 5)));
    submitHeaders(TRUNK.subList(0, 1));
    var answer = get(ledger.commands().submitHeaders(headers, true));
    assertThat(answer.accepted()).extracting(IndexedBlock::height).containsExactly(1, 2, 3);
    assertThat(answer.newCount()).isEqualTo(2);
    assertThat(answer.verdict())
        .isInstanceOfSatisfying(
            Verdict.Invalid.class, why -> assertThat(why.reason()).isEqualTo(Reject.TIME_TOO_OLD));
    assertThat(ledger.index().bestHeader().height()).isEqualTo(3);
    assertThat(events.take()).containsExactly("header 1", "header 3");
  }
}
