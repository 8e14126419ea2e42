package cairn.rpc.web;

import cairn.ledger.Ledger;
import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;

/**
 * {@code /api/address/ADDRESS}: the coins that an address has now. That takes a look at all coins
 * ({@link AddressScans}), so the answer may be how far it has come; who asks again hears more, and
 * who does not ask again for a few seconds does not want to know any more.
 */
final class AddressAnswers implements Answers {
  private final Ledger ledger;
  private final AddressScans scans;

  AddressAnswers(Ledger ledger, Interruption interruption) {
    this.ledger = ledger;
    this.scans = new AddressScans(ledger, interruption);
  }

  @Override
  public Json answer(ApiRequest request) throws RpcException, InterruptedException {
    Address address;
    try {
      address = Address.parse(request.name(), ledger.config().network().addresses());
    } catch (TextException e) {
      return Api.missing("That is no address of this network: " + e.getMessage());
    }
    var script = address.scriptPubKey();
    var json =
        Json.object()
            .put("address", address.text(ledger.config().network().addresses()))
            .put("type", address.type().toString())
            .put("scriptPubKey", script.bytes());
    boolean again = request.query().find("again").isPresent();
    return json.putAll(scans.ask(script, again, request.turn())).build();
  }
}
