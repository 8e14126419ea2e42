package cairn.wallet.cli;

import cairn.primitives.address.Address;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.signedmessage.Message;
import cairn.primitives.signing.SigningProvider;
import cairn.wallet.WalletException;
import cairn.wallet.message.GenericMessage;
import cairn.wallet.spend.WalletSigner;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sign-message",
    description = {
      "Show that an address is this wallet's, by signing a message (BIP 322).",
      "For addresses that begin with 1 (m, n) it is signed as 'verifymessage' wants it."
    })
final class SignMessageCommand extends Verb {
  @Parameters(index = "0", paramLabel = "ADDRESS")
  private String address = "";

  @Parameters(index = "1", paramLabel = "MESSAGE")
  private String message = "";

  @Option(names = "--generic", description = "By BIP 322 for every kind of address.")
  private boolean generic;

  @Override
  void run(Session session) throws WalletException {
    var wallet = session.wallet();
    var script = Paying.script(wallet, address);
    if (wallet.keychains().find(script).isEmpty()) {
      throw WalletException.failed("not an address of this wallet: " + address);
    }
    var secrets = session.passwords().unseal(wallet);
    var psbt = new GenericMessage(message, script).psbt();
    new WalletSigner(wallet).sign(psbt, secrets);
    String signature;
    if (Address.of(script).orElseThrow() instanceof Address.PublicKeyHash(var hash) && !generic) {
      var provider = new SigningProvider();
      psbt.inputs()
          .getFirst()
          .origins
          .forEach((key, origin) -> secrets.find(origin, key, provider));
      secrets.addSingle(provider);
      PrivateKey key = provider.privateKey(hash).orElseThrow(SignMessageCommand::noKey);
      signature = new Message(message).sign(key).text();
    } else {
      var signed = WalletSigner.extract(psbt).orElseThrow(SignMessageCommand::noKey);
      signature = new GenericMessage(message, script).signature(signed);
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("address", address);
    fields.put("signature", signature);
    session.show(fields, signature);
  }

  private static WalletException noKey() {
    return WalletException.failed("this wallet's keys are not enough to sign for this address");
  }
}
