package cairn.wallet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private Database database;

  @BeforeEach
  void open() throws WalletException {
    var file = folder.resolve("a.wallet");
    Database.create(file, _ -> {});
    database = Database.open(file);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** The lines of the examples of BIP 329. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        { "type": "tx", "ref": "f91d0a8a78462bc59398f2c5d7a84fcff491c26ba54c4833478b202796c8aafd", "label": "Transaction", "origin": "wpkh([d34db33f/84'/0'/0'])" }\
        """,
        """
        { "type": "addr", "ref": "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c", "label": "Address" }\
        """,
        """
        { "type": "pubkey", "ref": "0283409659355b6d1cc3c32decd5d561abaac86c37a353b52895a5e6c196d6f448", "label": "Public Key" }\
        """,
        """
        { "type": "input", "ref": "f91d0a8a78462bc59398f2c5d7a84fcff491c26ba54c4833478b202796c8aafd:0", "label": "Input" }\
        """,
        """
        { "type": "output", "ref": "f91d0a8a78462bc59398f2c5d7a84fcff491c26ba54c4833478b202796c8aafd:1", "label": "Output" , "spendable" : false }\
        """,
        """
        { "type": "xpub", "ref": "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8", "label": "Extended Public Key" }\
        """,
        """
        { "type": "tx", "ref": "f546156d9044844e02b181026a1a407abfca62e7ea1159f87bbeaa77b4286c74", "label": "Account #1 Transaction", "origin": "wpkh([d34db33f/84'/0'/1'])" }\
        """,
      })
  void givesOutWhatItTookOver(String line) throws WalletException {
    var labels = new Labels(database);

    assertThat(labels.importAll(List.of(line, ""))).isOne();
    assertThat(Json.parse(labels.export().getFirst())).isEqualTo(Json.parse(line));
    assertThat(labels.get(Json.parse(line).get("type").text(), Json.parse(line).get("ref").text()))
        .hasValue(Json.parse(line).get("label").text());
  }

  @Test
  void knowsWhatIsNotToBeSpent() throws WalletException {
    var labels = new Labels(database);
    labels.importAll(
        List.of("{\"type\":\"output\",\"ref\":\"00:1\",\"label\":\"x\",\"spendable\":false}"));

    assertThat(labels.frozen()).containsExactly("00:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{\"type\":\"tx\",\"label\":\"no ref\"}",
        "{\"type\":\"planet\",\"ref\":\"Mars\",\"label\":\"red\"}",
        "{\"type\":\"tx\",\"ref\":\"00\",\"label\":7}",
      })
  void takesNothingOverIfALineIsNoLabel(String line) throws WalletException {
    var labels = new Labels(database);

    assertThatThrownBy(() ->
            labels.importAll(List.of("{\"type\":\"tx\",\"ref\":\"00\",\"label\":\"good\"}", line)))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("line 2");
    assertThat(labels.export()).isEmpty();
  }
}
