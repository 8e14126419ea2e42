package cairn.wallet.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Networks;
import cairn.primitives.Script;
import cairn.primitives.Vectors;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.wallet.message.GenericMessage.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class GenericMessageTest {
  private static final AddressFormat FORMAT = Networks.main().addresses();

  private static Script script(JsonNode row) throws TextException {
    return Address.parse(row.get("address").stringValue(), FORMAT).scriptPubKey();
  }

  private static GenericMessage message(JsonNode row) throws TextException {
    return new GenericMessage(row.get("message").stringValue(), script(row));
  }

  @TestFactory
  Stream<DynamicNode> makesTheTransactionsOfBip322() {
    return Vectors.json(
        "bips",
        "bip322",
        file ->
            file.path("tx_hashes")
                .valueStream()
                .map(row ->
                    dynamicTest(
                        "\"" + row.get("message").stringValue() + "\"",
                        () -> {
                          var message = message(row);
                          assertThat(message.hash().toHex())
                              .isEqualTo(row.get("message_hash").stringValue());
                          assertThat(message.toSpend().txid().toString())
                              .isEqualTo(row.get("to_spend_tx_hash").stringValue());
                          assertThat(message.toSign().txid().toString())
                              .isEqualTo(row.get("to_sign_tx_hash").stringValue());
                        })));
  }

  @TestFactory
  Stream<DynamicNode> acceptsTheSignaturesOfBip322() {
    return Vectors.json(
        "bips",
        "bip322",
        file ->
            Stream.of("simple", "full", "proof_of_funds")
                .flatMap(kind ->
                    file.path(kind)
                        .valueStream()
                        .flatMap(row ->
                            row.get("bip322_signatures")
                                .valueStream()
                                .map(signature ->
                                    dynamicTest(
                                        kind
                                            + " "
                                            + row.get("type").stringValue()
                                            + " "
                                            + row.get("message").stringValue(),
                                        () ->
                                            assertThat(message(row).verify(signature.stringValue()))
                                                .isInstanceOf(Verdict.Valid.class))))));
  }

  @TestFactory
  Stream<DynamicNode> refusesWhatBip322Refuses() {
    return Vectors.json(
        "bips",
        "bip322",
        file ->
            file.path("error")
                .valueStream()
                .map(row ->
                    dynamicTest(
                        row.get("description").stringValue(),
                        () -> {
                          var verdict = message(row).verify(row.get("signature").stringValue());
                          assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
                          assertThat(((Verdict.Invalid) verdict).reason())
                              .contains(row.get("error_substr").stringValue());
                        })));
  }
}
