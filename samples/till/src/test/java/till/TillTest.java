package till;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cairn.junit.CairnExtension;
import cairn.node.embedded.CairnNode;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.address.Address;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TillTest {
  /** Two nodes, for all tests; the faucet can spend what the first blocks have given to it. */
  @RegisterExtension
  static final CairnExtension cairn = CairnExtension.regtest().nodes(2).fundedBlocks(110).build();

  private static final Amount BILL = new Amount(250_000);
  private static final AtomicInteger BILLS = new AtomicInteger();

  /** Each bill has an address of its own, here one whose key nobody has. */
  private static Address newAddress() {
    return new Address.WitnessPublicKeyHash(
        Bytes.fromHex("%040x".formatted(BILLS.incrementAndGet())));
  }

  @Test
  void countsAPaymentOnceItIsDeepEnough(CairnNode ours, CairnNode theirs) {
    var till = new Till(ours, 3);
    var address = newAddress();
    cairn.awaitMempool(cairn.faucet().send(address, BILL));
    assertFalse(till.isPaid(address, BILL));
    cairn.mine(2);
    assertFalse(till.isPaid(address, BILL));
    cairn.mine(1);
    assertTrue(till.isPaid(address, BILL));
    assertTrue(new Till(theirs, 3).isPaid(address, BILL));
  }

  @Test
  void doesNotCountWhatWasTooLittle(CairnNode node) {
    var address = newAddress();
    cairn.faucet().send(address, new Amount(BILL.sats() - 1));
    cairn.mine(3);
    assertFalse(new Till(node, 3).isPaid(address, BILL));
  }

  @Test
  void countsAgainAfterAReorganisation(CairnNode node) {
    var address = newAddress();
    cairn.faucet().send(address, BILL);
    cairn.mine(2);
    cairn.reorg(2);
    assertTrue(new Till(node, 3).isPaid(address, BILL));
    assertFalse(new Till(node, 4).isPaid(address, BILL));
  }
}
