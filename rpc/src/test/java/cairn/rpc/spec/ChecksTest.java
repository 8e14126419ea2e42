package cairn.rpc.spec;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.spec.Argument.Trait;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits a description, and what is said of what does not. */
class ChecksTest {
  private static final MethodSpec METHOD =
      MethodSpec.of("m", "d")
          .takes(
              Argument.string("text", ""),
              Argument.number("number", "").or("n").optional(),
              Argument.bool("flag", "").with(Trait.ANY_TYPE),
              Argument.amount("amount", "").optional(),
              Argument.array("list", "", Argument.string("", "")).optional())
          .gives(
              Result.array("", Result.number("")),
              Result.object(
                  "",
                  field("a", Result.amount("")),
                  optional("b", Result.map("", "key", Result.bool(""))),
                  optional("c", Result.string("").unchecked())))
          .build();

  @ParameterizedTest
  @CsvSource({"2, false", "3, true", "5, true", "6, false"})
  void countsArguments(int count, boolean right) {
    assertThat(ArgumentChecks.isCountRight(METHOD, count)).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[\"\",1,true]; none",
        "[\"\",null,7,\"x\",null]; none",
        "[1,1,1]; {\"Position 1 (text)\":\"JSON value of type number is not of expected type"
            + " string\"}",
        "[null,\"\",1,{},{}]; {\"Position 1 (text)\":\"JSON value of type null is not of expected"
            + " type string\",\"Position 2 (number|n)\":\"JSON value of type string is not of"
            + " expected type number\",\"Position 5 (list)\":\"JSON value of type object is not of"
            + " expected type array\"}",
      })
  void namesEveryArgumentOfTheWrongType(String passed, String mismatches) throws Exception {
    var found = ArgumentChecks.typeMismatches(METHOD, JsonReader.read(passed).asArray());
    assertThat(found.map(JsonWriter::text).orElse("none")).isEqualTo(mismatches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[]; none",
        "[1,2]; none",
        "{\"a\":1}; none",
        "{\"a\":1,\"b\":{\"x\":true},\"c\":7}; none",
        "7; [\"returned type is number, but declared as array in doc\",\"returned type is number,"
            + " but declared as object in doc\"]",
        "{\"b\":{\"x\":1},\"d\":0}; [\"returned type is object, but declared as array in doc\","
            + "{\"d\":\"key returned that was not in doc\",\"a\":\"key missing, despite not being"
            + " optional in doc\",\"b\":{\"x\":\"returned type is number, but declared as bool in"
            + " doc\"}}]",
      })
  void holdsAnswersAgainstTheDescription(String answer, String mismatch) throws Exception {
    var found = ResultChecks.mismatch(METHOD, JsonReader.read(answer));
    assertThat(found.map(JsonWriter::text).orElse("none")).isEqualTo(mismatch);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value =
          "[[\"m\",0,\"text\",true],[\"m\",1,\"number\",false],[\"m\",1,\"n\",false],"
              + "[\"m\",2,\"flag\",false],[\"m\",3,\"amount\",false],[\"m\",4,\"list\",false]]")
  void listsWhichArgumentsAreStrings(String list) {
    Json all = ArgumentList.of(java.util.List.of(METHOD));
    assertThat(JsonWriter.text(all)).isEqualTo(list);
  }
}
