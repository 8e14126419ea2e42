package cairn.rpc.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedArgumentsTest {
  private static final MethodSpec METHOD =
      MethodSpec.of("m", "d")
          .takes(
              Argument.number("a", ""),
              Argument.number("b", "").or("alias").optional(),
              Argument.namedOptions(
                      "options",
                      "",
                      Argument.number("x", "").optional(),
                      Argument.number("y", "").optional())
                  .optional(),
              Argument.number("c", "").optional())
          .build();

  private static String inOrder(String passed) throws Exception {
    var ordered = NamedArguments.inOrder(METHOD, JsonReader.read(passed).asObject());
    return JsonWriter.text(new Json.Arr(ordered));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{}; []",
        "{\"a\":1}; [1]",
        "{\"b\":2,\"a\":1}; [1,2]",
        "{\"alias\":2}; [null,2]",
        "{\"b\":null}; [null,null]",
        "{\"c\":4}; [null,null,null,4]",
        "{\"x\":8,\"y\":9}; [null,null,{\"x\":8,\"y\":9}]",
        "{\"options\":{\"x\":8}}; [null,null,{\"x\":8}]",
        "{\"args\":[1,2]}; [1,2]",
        "{\"args\":[1],\"c\":4}; [1,null,null,4]",
        "{\"args\":[1],\"y\":4}; [1,null,{\"y\":4}]",
        "{\"args\":[1,2,3,4,5]}; [1,2,3,4,5]",
        "{\"args\":7,\"a\":1}; [1]",
      })
  void arePutInTheirPlaces(String passed, String ordered) throws Exception {
    assertThat(inOrder(passed)).isEqualTo(ordered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"z\":1}; Unknown named parameter z",
        "{\"a\":1,\"a\":1}; Parameter a specified multiple times",
        "{\"args\":[1],\"a\":1}; Parameter a specified twice both as positional and named argument",
        "{\"args\":[1,2],\"alias\":1}; Parameter b|alias specified twice both as positional and"
            + " named argument",
        "{\"options\":{},\"x\":1}; Parameter options conflicts with parameter x",
        "{\"b\":1,\"alias\":1}; Unknown named parameter alias",
      })
  void areRefused(String passed, String message) {
    assertThatThrownBy(() -> inOrder(passed))
        .isInstanceOf(NamedArguments.MisnamedException.class)
        .hasMessage(message);
  }
}
