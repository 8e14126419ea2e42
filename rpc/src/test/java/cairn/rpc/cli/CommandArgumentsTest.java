package cairn.rpc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.rpc.json.JsonWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandArgumentsTest {
  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "getblockcount; ``; []",
        "getblockhash; 7; [7]",
        "getblock; 00 1; [\"00\",1]",
        "echo; 1 null; [\"1\",\"null\"]",
        "echojson; 1.00 null [] \"x\"; [1.00,null,[],\"x\"]",
        "getblockstats; 00ab [\"time\"]; [\"00ab\",[\"time\"]]",
        "getblockstats; 7; [7]",
        "unknown; 1; [\"1\"]",
      })
  void standForTheirPlaces(String method, String words, String params) throws Exception {
    assertThat(JsonWriter.text(new CommandArguments(method).positional(words(words))))
        .isEqualTo(params);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "getblock; blockhash=00 verbosity=2; {\"blockhash\":\"00\",\"verbosity\":2}",
        "getblock; 00 verbosity=2; {\"verbosity\":2,\"args\":[\"00\"]}",
        "echo; arg0=0 arg1=1 arg2=2 arg1=3; {\"arg0\":\"0\",\"arg1\":\"3\",\"arg2\":\"2\"}",
        "echo; args=[0] 4; {\"args\":\"[0]\",\"args\":[\"4\"]}",
        "echojson; [\"key=value\"]; {\"args\":[[\"key=value\"]]}",
        "echojson; arg0=[\"data=test\"] arg1=42; {\"arg0\":[\"data=test\"],\"arg1\":42}",
        "createwallet; my=wallet; {\"args\":[\"my=wallet\"]}",
        "createwallet; wallet_name=w blank=true; {\"wallet_name\":\"w\",\"blank\":true}",
        "unknown; a=b=c; {\"a\":\"b=c\"}",
      })
  void standForTheirNames(String method, String words, String params) throws Exception {
    assertThat(JsonWriter.text(new CommandArguments(method).named(words(words)))).isEqualTo(params);
  }

  @ParameterizedTest
  @CsvSource({"getblockhash, foo", "getblockhash, 1 2", "generatetoaddress, x"})
  void areJsonWhereTheyHaveToBe(String method, String first) {
    var arguments = new CommandArguments(method);
    assertThatThrownBy(() -> arguments.positional(List.of(first)))
        .hasMessage("Error parsing JSON: " + first);
  }
}
