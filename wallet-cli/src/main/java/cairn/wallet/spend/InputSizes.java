package cairn.wallet.spend;

import cairn.primitives.ByteWriter;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxIn;
import cairn.primitives.address.TxoutType;
import cairn.primitives.signing.DummySignatureCreator;
import cairn.primitives.signing.InputCheck;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.Signer;
import cairn.wallet.WalletException;
import cairn.wallet.store.Coin;
import cairn.wallet.store.Keychains;
import java.util.HashMap;
import java.util.Map;

/** How large the inputs are going to be that spend coins. Not thread-safe. */
final class InputSizes {
  private final Keychains keychains;
  private final Map<Form, TxIn> signed = new HashMap<>();

  /** Coins of which the inputs are alike. */
  private record Form(int keychain, TxoutType type) {}

  InputSizes(Keychains keychains) {
    this.keychains = keychains;
  }

  /** An input that has the size of the one that will spend a coin. */
  TxIn input(Coin coin, long sequence) throws WalletException {
    var form = new Form(coin.keychain(), TxoutType.of(coin.scriptPubKey()));
    var input = signed.get(form);
    if (input == null) {
      input = sign(coin);
      signed.put(form, input);
    }
    return new TxIn(coin.outPoint(), input.scriptSig(), sequence, input.witness());
  }

  private TxIn sign(Coin coin) throws WalletException {
    var keychain = keychains.get(coin.keychain());
    var provider = keychain.expand(coin.position()).provider();
    var data = new SignatureData();
    var creator = new DummySignatureCreator(InputCheck.TRUSTING);
    if (!Signer.sign(provider, creator, coin.scriptPubKey(), data)) {
      throw WalletException.failed(
          "the coins of " + keychain.descriptor() + " cannot be spent with what it says");
    }
    return new TxIn(OutPoint.NULL, data.scriptSig, 0, data.witness);
  }

  /** Weight units of an input that spends a coin. */
  int weight(Coin coin) throws WalletException {
    var input = input(coin, 0);
    int base = OutPoint.LENGTH + size(input.scriptSig()) + 4;
    return 4 * base + (input.witness().isEmpty() ? 1 : input.witness().serializedSize());
  }

  private static int size(Script script) {
    return ByteWriter.compactSizeLength(script.length()) + script.length();
  }
}
