package till;

import cairn.node.embedded.CairnNode;
import cairn.primitives.Amount;
import cairn.primitives.address.Address;
import cairn.rpc.json.Json;
import java.util.List;

/** Knows when a bill is paid: the node runs in this program, and nothing else needs to be asked. */
public final class Till {
  private final CairnNode node;
  private final int confirmations;

  /**
   * @param confirmations how deep a payment must be in the chain to count, at least 1
   */
  public Till(CairnNode node, int confirmations) {
    this.node = node;
    this.confirmations = confirmations;
  }

  /** Whether an address that is used for one bill alone has got what the bill comes to. */
  public boolean isPaid(Address address, Amount bill) {
    return received(address).compareTo(bill) >= 0;
  }

  private Amount received(Address address) {
    var descriptor = "addr(" + address.text(node.network().addresses()) + ")";
    var found = node.call("scantxoutset", "start", List.of(descriptor)).asObject();
    int newest = found.find("height").asInt() - confirmations + 1;
    long sats =
        found.find("unspents").asArray().stream()
            .map(Json::asObject)
            .filter(coin -> coin.find("height").asInt() <= newest)
            .mapToLong(coin -> sats(coin.find("amount")))
            .sum();
    return new Amount(sats);
  }

  private static long sats(Json amount) {
    return Math.round(amount.asDouble() * Amount.SATS_PER_COIN);
  }
}
