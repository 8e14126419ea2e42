package cairn.wallet.cli;

import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.primitives.signedmessage.Message;
import cairn.primitives.signedmessage.MessageSignature;
import cairn.wallet.WalletException;
import cairn.wallet.message.GenericMessage;
import cairn.wallet.message.GenericMessage.Verdict;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify-message",
    description = {
      "Tell whether an address has signed a message, by BIP 322, or BIP 137 as before.",
      "Ends with status 0 if it has, and 1 if not."
    })
final class VerifyMessageCommand extends Verb {
  @Parameters(index = "0", paramLabel = "ADDRESS")
  private String address = "";

  @Parameters(index = "1", paramLabel = "SIGNATURE")
  private String signature = "";

  @Parameters(index = "2", paramLabel = "MESSAGE")
  private String message = "";

  @Override
  void run(Session session) throws WalletException {
    Address parsed;
    try {
      parsed = Address.parse(address, session.network().addresses());
    } catch (TextException e) {
      throw WalletException.wrongUse("not an address of this network: " + e.getMessage());
    }
    var verdict = judge(parsed);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("valid", verdict instanceof Verdict.Valid);
    switch (verdict) {
      case Verdict.Valid(long lockTime, long sequence) -> {
        fields.put("lock_time", lockTime);
        fields.put("sequence", sequence);
        session.show(
            fields,
            "The address has signed this message."
                + (lockTime > 0 ? " (from lock time " + lockTime + " on)" : ""));
      }
      case Verdict.Invalid(var reason) -> {
        fields.put("reason", reason);
        fail(session, fields, "the address has not signed this message: " + reason);
      }
      case Verdict.Inconclusive(var reason) -> {
        fields.put("reason", reason);
        fail(session, fields, "it is not understood whether it has signed: " + reason);
      }
    }
  }

  private static void fail(Session session, Object fields, String text) throws WalletException {
    session.show(fields, "");
    throw WalletException.failed(text);
  }

  private Verdict judge(Address parsed) {
    var old = old();
    if (old.isPresent() && new Message(message).isSignedFor(parsed, old.get())) {
      return new Verdict.Valid(0, 0);
    }
    return new GenericMessage(message, parsed.scriptPubKey()).verify(signature);
  }

  private Optional<MessageSignature> old() {
    try {
      return Optional.of(MessageSignature.parse(signature));
    } catch (TextException e) {
      return Optional.empty();
    }
  }
}
