package cairn.rpc.web;

import cairn.ledger.Ledger;
import cairn.primitives.BlockHash;
import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.rpc.call.Parameters;
import cairn.rpc.json.Json;
import java.util.Locale;

/** {@code /api/search?q=TEXT}: which page shows what somebody has typed. */
final class SearchAnswers implements Answers {
  private static final int MOST_LENGTH = 200;

  private final Ledger ledger;

  SearchAnswers(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Json answer(ApiRequest request) {
    var text = request.query().find("q").orElse("").replace('+', ' ').strip();
    if (text.isEmpty() || text.length() > MOST_LENGTH) {
      return Api.missing("A height, a block's hash, a transaction's id or an address is needed.");
    }
    if (text.matches("[0-9]{1,9}")) {
      int height = Integer.parseInt(text);
      return ledger.chain().at(height) == null
          ? Api.missing("The chain ends at %d.".formatted(ledger.chain().height()))
          : path("/block/" + height);
    }
    if (Parameters.isHash(text)) {
      var hash = text.toLowerCase(Locale.ROOT);
      boolean isBlock = ledger.index().find(BlockHash.fromDisplay(hash)) != null;
      return path((isBlock ? "/block/" : "/tx/") + hash);
    }
    var format = ledger.config().network().addresses();
    try {
      return path("/address/" + Address.parse(text, format).text(format));
    } catch (TextException e) {
      return Api.missing(
          "That is no height, no hash of 64 hex digits, and no address of this network: "
              + e.getMessage());
    }
  }

  private static Json path(String path) {
    return Json.object().put("path", path).build();
  }
}
