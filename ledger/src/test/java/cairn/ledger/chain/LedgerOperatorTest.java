package cairn.ledger.chain;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cairn.ledger.BlockUnavailableException.Reason;
import cairn.ledger.ImportProgress;
import cairn.ledger.LedgerCommands.Verification;
import cairn.ledger.LedgerConfig;
import cairn.primitives.Block;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator has a ledger do. */
class LedgerOperatorTest extends LedgerAtWork {
  @Test
  void obeysItsOperator() {
    submit(TRUNK.subList(0, 4));
    var branch = TREE.mine(TRUNK.get(1), 1);
    submit(branch);
    get(ledger.commands().invalidate(find(TRUNK.get(2))));
    assertTip(branch.getFirst());
    get(ledger.commands().reconsider(find(TRUNK.get(3))));
    assertTip(TRUNK.get(3));
    var rival = TREE.mine(TRUNK.get(2));
    submit(rival);
    assertTip(TRUNK.get(3));
    get(ledger.commands().prefer(find(rival)));
    assertTip(rival);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger.commands().invalidate(find(TREE.genesis())));
    assertThatIllegalStateException().isThrownBy(() -> ledger.commands().pruneTo(1));
  }

  @Test
  void prunesWhenItIsAskedTo() {
    reopen(setup.prune(LedgerConfig.PRUNE_ON_REQUEST));
    var chain = new ArrayList<Block>();
    for (int i = 0; i < 400; i++) {
      var draft = TREE.draft(chain.isEmpty() ? TREE.genesis() : chain.getLast());
      chain.add(TREE.add(draft.coinbaseOutputs(anyone(1), data(2_000))));
    }
    submit(chain);
    assertThat(ledger.state().isPruned()).isFalse();
    get(ledger.commands().pruneTo(70));
    assertThat(ledger.state().isPruned()).isTrue();
    assertUnreadable(chain.getFirst(), Reason.PRUNED);
    assertThat(find(chain.get(71)).hasData()).isTrue();
    get(ledger.commands().pruneTo(390));
    assertThat(find(chain.get(399 - 288)).hasData()).isTrue();
    submit(TREE.mine(chain.getLast(), 2));
  }

  @Test
  void goesOnWithAReindexThatWasBegun() {
    submit(TRUNK);
    reopen(setup.rebuild(LedgerConfig.Rebuild.EVERYTHING));
    assertThat(ledger.state().isReindexing()).isTrue();
    reopen(setup.rebuild(LedgerConfig.Rebuild.NOTHING));
    assertThat(ledger.state().isReindexing()).isTrue();
    var results = get(ledger.commands().importBlocks(List.of(), ImportProgress.NONE));
    assertThat(results).extracting(result -> result.source()).containsExactly("the block files");
    assertThat(ledger.state().isReindexing()).isFalse();
    assertTip(TRUNK.getLast());
  }

  @Test
  void tellsDamageWhenAskedToVerify() throws Exception {
    submit(TRUNK);
    assertThat(get(ledger.commands().verify(3, 6))).isEqualTo(new Verification.Sound());
    var file = setup.blocksDirectory().resolve("rev00000.dat");
    var bytes = Files.readAllBytes(file);
    Files.write(file, new byte[bytes.length]);
    assertThat(get(ledger.commands().verify(3, 6)))
        .isInstanceOfSatisfying(
            Verification.Faulty.class,
            faulty -> assertThat(faulty.fault()).startsWith("Corrupted block database detected"));
    Files.write(file, bytes);
  }
}
