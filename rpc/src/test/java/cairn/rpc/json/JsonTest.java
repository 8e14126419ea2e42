package cairn.rpc.json;

import static cairn.rpc.json.Json.Null.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "[1,-2.50,3e5,4.656542373906925e-10]",
        "{\"a\":{\"b\":[]},\"a\":\"\"}",
        "\"\\u0000\\\"\\\\\\b\\f\\n\\r\\t\\u007f/\u00e9\u20bf\ud83d\udcbb\"",
        "123456789012345678901234567890",
      })
  void writesWhatItRead(String text) throws Exception {
    assertThat(JsonWriter.text(JsonReader.read(text))).isEqualTo(text);
    assertThat(JsonReader.read(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "this is bad",
        "[1,]",
        "{} {}",
        "01",
        "'a'",
        "[",
        "nul",
        "\"\\ud800\"",
        "{\"\\udc00\":1}",
        "\"\\ud83dx\""
      })
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22ff22",
        "228022",
        "22c32822",
        "22e28222",
        "22f8888080802822",
        "22eda08022", // a surrogate
        "22c08022", // NUL in two bytes
        "efbbbf2222", // a mark of byte order before the text
        "220061220000",
        "2200000061000000", // UTF-32
        "7b22ff223a317d",
      })
  void refusesBytesThatAreNoUtf8(String hex) {
    assertThatThrownBy(() -> JsonReader.read(Bytes.fromHex(hex)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void writesBytesInHex() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    var window = Bytes.wrap(bytes).slice(1);
    assertThat(Json.of(window).asString()).isEqualTo(window.toHex()).hasSize(2 * 255);
    assertThat(JsonWriter.text(Json.array(Json.of(window), Json.of(Bytes.EMPTY))))
        .isEqualTo("[\"" + window.toHex() + "\",\"\"]");
  }

  @Test
  void readsNumbersOfAnyLength() throws Exception {
    var digits = "9".repeat(100_000);
    assertThat(JsonReader.read(digits)).isEqualTo(new Json.Num(digits));
  }

  @Test
  void refusesDeepNesting() {
    assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-1.5, -1.5",
    "4.656542373906925e-10, 4.656542373906925e-10",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "126271255279906.6, 126271255279906.6",
    "1e15, 1000000000000000",
    "1e16, 1e+16",
    "0.1, 0.1",
    "0.30000000000000004, 0.3",
    "1e300, 1e+300",
  })
  void writesDoublesAsCDoes(double number, String text) {
    assertThat(JsonWriter.text(Json.of(number))).isEqualTo(text);
  }

  @Test
  void writesAmountsWithEightDecimals() {
    assertThat(JsonWriter.text(Json.of(new Amount(100_000_000)))).isEqualTo("1.00000000");
    assertThat(JsonWriter.text(Json.of(new Amount(-1)))).isEqualTo("-0.00000001");
  }

  @Test
  void indentsAsCoreDoes() throws Exception {
    var text =
        """
        {
          "a": [
            1,
            {
            }
          ],
          "b": [
          ]
        }\
        """;
    assertThat(JsonWriter.text(JsonReader.read(text), 2)).isEqualTo(text);
  }

  @Test
  void saysWhichTypeAValueIs() {
    var values =
        Map.of(
            Json.of(1),
            "number",
            Json.of("1"),
            "string",
            NULL,
            "null",
            Json.of(true),
            "bool",
            Json.object().build(),
            "object");
    values.forEach((value, name) ->
        assertThatThrownBy(value::asArray)
            .hasMessage("JSON value of type %s is not of expected type array", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "1.0", "1e1", "-2147483649"})
  void takesAsIntOnlyWhatIsOne(String number) {
    assertThatThrownBy(() -> new Json.Num(number).asInt()).hasMessage("JSON integer out of range");
  }

  @Test
  void makesTheMembersOfALongObjectWhenTheyAreLookedAt() {
    var object = Json.object(3, i -> new Json.Member("m" + i, Json.of(i)));
    assertThat(JsonWriter.text(object)).isEqualTo("{\"m0\":0,\"m1\":1,\"m2\":2}");
    assertThat(object.find("m2")).isEqualTo(Json.of(2));
    assertThat(object.has("m3")).isFalse();
  }

  @Test
  void findsTheFirstOfTwoMembers() throws Exception {
    var object = JsonReader.read("{\"a\":1,\"a\":2}").asObject();
    assertThat(object.find("a").asInt()).isEqualTo(1);
    assertThat(object.find("b")).isEqualTo(NULL);
    assertThat(object.has("b")).isFalse();
  }
}
