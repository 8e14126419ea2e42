package cairn.ledger.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.genesis.Networks;
import cairn.ledger.ChainBuilder;
import cairn.ledger.headers.Acceptance.Accepted;
import cairn.ledger.headers.Acceptance.Refused;
import cairn.ledger.rules.Fault;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeaderTreeTest {
  private final ChainBuilder chain = ChainBuilder.regtest();
  private final HeaderTree tree = new HeaderTree(Networks.regtest());

  @Test
  void holdsTheGenesisBlockFromTheStart() {
    var genesis = tree.genesis();
    assertThat(genesis.header()).isEqualTo(Networks.regtest().genesis().header());
    assertThat(genesis.height()).isZero();
    assertThat(genesis.previous()).isNull();
    assertThat(tree.find(genesis.hash())).isSameAs(genesis);
    assertThat(tree.bestHeader()).isSameAs(genesis);
    assertThat(tree.size()).isEqualTo(1);
  }

  @Test
  void takesInHeadersThatKeepTheRules() {
    chain.mine(5);
    acceptAll(chain);
    assertThat(tree.size()).isEqualTo(6);
    assertThat(tree.bestHeader().height()).isEqualTo(5);
    assertThat(tree.bestHeader().hash()).isEqualTo(chain.tip().hash());
    assertThat(tree.bestHeader().header()).isEqualTo(chain.tip().header());
  }

  @Test
  void answersWithTheEntryIfItIsKnown() {
    var block = chain.mine();
    var first = (Accepted) accept(block);
    var second = (Accepted) accept(block);
    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.entry()).isSameAs(first.entry());
    assertThat(((Accepted) accept(Networks.regtest().genesis())).entry()).isSameAs(tree.genesis());
  }

  @Test
  void rejectsHeaderWithoutProofOfWork() {
    assertThat(refusal(chain.draft().mineInVain())).isEqualTo("high-hash, proof of work failed");
  }

  @Test
  void rejectsHeaderAfterAnUnknownOne() {
    var orphan = chain.draft().previous(new BlockHash(1, 2, 3, 4)).mine();
    assertThat(refusal(orphan)).isEqualTo("prev-blk-not-found");
    assertThat(((Refused) accept(orphan)).why().reason().fault()).isEqualTo(Fault.MISSING_PREVIOUS);
  }

  @Test
  void rejectsHeaderThatBreaksARuleWhereItStands() {
    assertThat(refusal(chain.draft().time(0).mine()))
        .isEqualTo("time-too-old, block's timestamp is too early");
    assertThat(tree.size()).isEqualTo(1);
  }

  @Test
  void rejectsHeaderBeforeItsTime() {
    var block = chain.draft().mine();
    long time = block.header().time();
    assertThat(tree.accept(block.header(), block.hash(), time - 7201, true))
        .hasToString("Refused[why=time-too-new, block timestamp too far in the future]");
    assertThat(tree.accept(block.header(), block.hash(), time - 7200, true))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void rejectsHeaderOfABranchThatIsNotWorthKeeping() {
    var block = chain.draft().mine();
    assertThat(tree.accept(block.header(), block.hash(), block.header().time(), false))
        .hasToString("Refused[why=too-little-chainwork]");
    assertThat(tree.find(block.hash())).isNull();
  }

  @Test
  void rejectsBlockThatWasFoundInvalid() {
    chain.mine(3);
    acceptAll(chain);
    var second = entry(chain.block(2));
    assertThat(tree.fail(second, entry(chain.block(1))))
        .containsExactlyInAnyOrder(second, entry(chain.block(3)));
    assertThat(refusal(chain.block(2)))
        .isEqualTo("duplicate-invalid, block " + second.hash() + " was previously marked invalid");
    assertThat(refusal(chain.block(3))).startsWith("duplicate-invalid, ");
    assertThat(refusal(chain.draft().mine())).isEqualTo("bad-prevblk");
    assertThat(accept(chain.block(1))).isInstanceOf(Accepted.class);
  }

  @Test
  void goesByTheWorkAndAmongEqualsByWhichCameFirst() {
    chain.mine(2);
    var fork = chain.fork(1);
    fork.add(fork.draft().nonce(77).mine());
    acceptAll(chain);
    acceptAll(fork);
    assertThat(tree.bestHeader().hash()).isEqualTo(chain.tip().hash());
    accept(fork.mine());
    assertThat(tree.bestHeader().hash()).isEqualTo(fork.tip().hash());
  }

  @Test
  void goesByAnotherBranchWhenTheBestIsInvalid() {
    chain.mine(4);
    var fork = chain.fork(1);
    fork.add(fork.draft().nonce(77).mine());
    fork.mine(1);
    acceptAll(chain);
    acceptAll(fork);
    tree.fail(entry(chain.block(2)), tree.genesis());
    assertThat(tree.bestHeader().hash()).isEqualTo(fork.tip().hash());
    var forgiven = tree.forgive(entry(chain.block(3)), tree.bestHeader());
    assertThat(forgiven)
        .containsExactlyInAnyOrder(
            entry(chain.block(2)), entry(chain.block(3)), entry(chain.block(4)));
    assertThat(tree.bestHeader().hash()).isEqualTo(chain.tip().hash());
  }

  @Test
  void forgivesNoBlockOfAnotherBranch() {
    chain.mine(3);
    var fork = chain.fork(1);
    fork.add(fork.draft().nonce(77).mine());
    acceptAll(chain);
    acceptAll(fork);
    tree.fail(entry(chain.block(1)), tree.genesis());
    tree.forgive(entry(chain.block(2)), tree.genesis());
    assertThat(entry(chain.block(1)).isFailed()).isFalse();
    assertThat(entry(chain.block(3)).isFailed()).isFalse();
    assertThat(entry(fork.tip()).isFailed()).isTrue();
  }

  @Test
  void prefersTheTipAmongBranchesWithAsMuchWork() {
    chain.mine(2);
    acceptAll(chain);
    var forks = new ArrayList<ChainBuilder>();
    for (int i = 0; i < 5; i++) {
      var fork = chain.fork(0);
      fork.add(fork.draft().nonce(1000L * (i + 1)).mine());
      acceptAll(fork);
      forks.add(fork);
    }
    for (var fork : forks) {
      tree.forgive(entry(chain.block(1)), entry(fork.tip()));
      tree.fail(entry(chain.block(1)), entry(fork.tip()));
      assertThat(tree.bestHeader()).isSameAs(entry(fork.tip()));
    }
  }

  @Test
  void putsBackHeadersWithoutAskingTheRules() {
    var draft = chain.draft().time(0).mineInVain();
    var entry = tree.restore(draft.header(), draft.hash());
    assertThat(entry.height()).isEqualTo(1);
    assertThat(tree.find(draft.hash())).isSameAs(entry);
    assertThat(tree.restore(draft.header(), draft.hash())).isSameAs(entry);
  }

  @Test
  void refusesToPutBackHeaderWithoutTheOneBefore() {
    var header = chain.draft().previous(new BlockHash(1, 2, 3, 4)).mine().header();
    assertThatThrownBy(() -> tree.restore(header, header.hash()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addsUpTheWork() {
    chain.mine(3);
    acceptAll(chain);
    assertThat(tree.genesis().work()).isEqualTo(BigInteger.TWO);
    assertThat(tree.bestHeader().work()).isEqualTo(BigInteger.valueOf(8));
    assertThat(tree.bestHeader().compareWork(tree.genesis())).isPositive();
  }

  @Test
  void findsEveryEntryAmongMany() {
    var headers = new ArrayList<BlockHeader>();
    var previous = tree.genesis().hash();
    for (int i = 1; i <= 20_000; i++) {
      var header =
          new BlockHeader(4, previous, chain.tip().header().merkleRoot(), i, 0x207fffff, i);
      previous = header.hash();
      headers.add(header);
    }
    for (var header : headers) {
      tree.restore(header, header.hash());
    }
    assertThat(tree.size()).isEqualTo(20_001);
    for (int i = 0; i < headers.size(); i++) {
      var entry = Objects.requireNonNull(tree.find(headers.get(i).hash()));
      assertThat(entry.height()).isEqualTo(i + 1);
      assertThat(entry.header()).isEqualTo(headers.get(i));
    }
    assertThat(tree.find(new BlockHash(1, 2, 3, 4))).isNull();
    var seen = new ArrayList<HeaderEntry>();
    tree.forEach(seen::add);
    assertThat(seen).hasSize(20_001).doesNotHaveDuplicates();
  }

  private void acceptAll(ChainBuilder builder) {
    for (var block : List.copyOf(builder.blocks())) {
      assertThat(accept(block)).isInstanceOf(Accepted.class);
    }
  }

  private Acceptance accept(Block block) {
    return tree.accept(block.header(), block.hash(), block.header().time(), true);
  }

  private String refusal(Block block) {
    return ((Refused) accept(block)).why().toString();
  }

  private HeaderEntry entry(Block block) {
    return Objects.requireNonNull(tree.find(block.hash()));
  }
}
