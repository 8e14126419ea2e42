package cairn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cairn.node.embedded.CairnNode;
import cairn.node.embedded.NodeClock;
import cairn.node.faucet.Faucet;
import cairn.node.faucet.FaucetException;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import cairn.primitives.address.Address;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class CairnExtensionTest {
  private static final Address SOMEBODY =
      new Address.WitnessPublicKeyHash(Bytes.fromHex("11".repeat(20)));
  private static final Amount COIN = new Amount(Amount.SATS_PER_COIN);

  /** For each test anew, as they change the chain. */
  @RegisterExtension
  private final CairnExtension cairn = CairnExtension.regtest().nodes(2).fundedBlocks(101).build();

  private static int confirmations(Txid txid, CairnNode node) {
    var coin = node.call("gettxout", txid, 0);
    return coin.isNull() ? -1 : coin.asObject().find("confirmations").asInt();
  }

  @Test
  void givesNodesWithFunds(CairnNode first, NodeClock clock, CairnNode second, Faucet faucet) {
    assertThat(cairn.nodes()).containsExactly(first, second);
    assertThat(first.height()).isEqualTo(101);
    assertThat(second.tip()).isEqualTo(first.tip());
    assertThat(faucet.balance()).isEqualTo(new Amount(100 * Amount.SATS_PER_COIN));
    assertThat(first.clock()).isSameAs(second.clock()).isSameAs(clock);
  }

  @Test
  void paysAndMines(CairnNode first, CairnNode second) {
    var txid = cairn.faucet().send(SOMEBODY, COIN);
    cairn.awaitMempool(txid);
    assertThat(confirmations(txid, second)).isZero();
    cairn.mine(6);
    assertThat(confirmations(txid, first)).isEqualTo(6);
    assertThat(confirmations(txid, second)).isEqualTo(6);
  }

  @Test
  void paysOnFromWhatIsLeft() {
    var faucet = cairn.faucet();
    for (int i = 0; i < 5; i++) {
      faucet.send(SOMEBODY, COIN);
    }
    assertThat(faucet.balance().sats())
        .isBetween(94 * Amount.SATS_PER_COIN, 95 * Amount.SATS_PER_COIN);
    cairn.mine(1);
    assertThat(faucet.balance().sats())
        .isBetween(144 * Amount.SATS_PER_COIN, 145 * Amount.SATS_PER_COIN);
    assertThatExceptionOfType(FaucetException.class)
        .isThrownBy(() -> faucet.send(SOMEBODY, new Amount(200 * Amount.SATS_PER_COIN)))
        .withMessageStartingWith("The faucet has 144.9");
    assertThatExceptionOfType(FaucetException.class)
        .isThrownBy(() -> faucet.send(SOMEBODY, Amount.ZERO));
  }

  @Test
  void reorganises(CairnNode first, CairnNode second) {
    var txid = cairn.faucet().send(SOMEBODY, COIN);
    cairn.mine(2);
    var abandoned = second.tip();
    cairn.reorg(2);
    assertThat(first.height()).isEqualTo(104);
    assertThat(second.call("getblockheader", abandoned).asObject().find("confirmations").asInt())
        .isEqualTo(-1);
    assertThat(confirmations(txid, second)).isEqualTo(3);
  }

  @Test
  void hasAClockOfItsOwn(CairnNode first, CairnNode second) {
    var before = cairn.clock().instant().getEpochSecond();
    cairn.clock().advance(Duration.ofDays(365));
    cairn.mine(1);
    assertThat(time(first)).isEqualTo(time(second)).isGreaterThan(before + 364L * 86_400);
  }

  private static long time(CairnNode node) {
    return node.call("getblockheader", node.tip()).asObject().find("time").asLong();
  }

  @Test
  void refusesWhatThereCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> CairnExtension.regtest().nodes(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CairnExtension.regtest().fundedBlocks(-1));
  }
}
