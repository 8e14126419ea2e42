package cairn.rpc.spec;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument.Trait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layout is Core's; blanks count. */
class HelpTextTest {
  @Test
  void listsArgumentsResultsAndExamples() {
    var spec =
        MethodSpec.of("find", "Finds blocks.", "\nOr says that there are none.\n")
            .takes(
                Argument.hex("hash", "where to begin"),
                Argument.number("count", "how many,\nat most").or("n").orElse(Json.of(1)),
                Argument.bool("fast", "").orElse("what suits"),
                Argument.number("wait", "").optional().with(Trait.HIDDEN))
            .gives(
                Result.array(
                        "found blocks",
                        Result.object(
                            "",
                            field("height", Result.number("the height")),
                            optional("tx", Result.hex("one in it"))))
                    .when("if there are any"),
                Result.none().when("otherwise"))
            .example("\"00\"", "2")
            .build();
    assertThat(HelpText.of(spec))
        .isEqualTo(
            """
            find "hash" ( count fast )

            Finds blocks.

            Or says that there are none.

            Arguments:
            1. hash     (string, required) where to begin
            2. count    (numeric, optional, default=1) how many,
                        at most
            3. fast     (boolean, optional, default=what suits)

            Result (if there are any):
            [                    (json array) found blocks
              {                  (json object)
                "height" : n,    (numeric) the height
                "tx" : "hex"     (string, optional) one in it
              },
              ...
            ]

            Result (otherwise):
            null    (json null)

            Examples:
            > ./cairn cli find "00" 2
            > curl --user myusername --data-binary '{"jsonrpc": "2.0", "id": "curltest", "method": \
            "find", "params": ["00", 2]}' -H 'content-type: application/json' http://127.0.0.1:8332/
            """);
  }

  @Test
  void showsWhatIsInArguments() {
    var spec =
        MethodSpec.of("pay", "Pays.")
            .takes(
                Argument.array(
                    "inputs",
                    "what to spend",
                    Argument.object(
                            "",
                            "",
                            Argument.hex("txid", "the transaction"),
                            Argument.number("sequence", "").orElse("any"))
                        .optional()),
                Argument.userKeys("outputs", "", Argument.amount("address", "whom and how much")),
                Argument.namedOptions(
                        "options",
                        "",
                        Argument.range("range", "which").optional(),
                        Argument.array("keys", "", Argument.string("key", "").optional())
                            .optional())
                    .optional())
            .gives(Result.any("whatever"))
            .build();
    assertThat(HelpText.of(spec))
        .isEqualTo(
            """
            pay [{"txid":"hex","sequence":n},...] {"address":amount,...} ( {"range":n or [n,n],\
            "keys":["key",...],...} )

            Pays.

            Arguments:
            1. inputs                    (json array, required) what to spend
                 [
                   {                     (json object)
                     "txid": "hex",      (string, required) the transaction
                     "sequence": n,      (numeric, optional, default=any)
                   },
                   ...
                 ]
            2. outputs                   (json object, required)
                 {
                   "address": amount,    (numeric or string, required) whom and how much
                   ...
                 }
            3. options                   (json object, optional) Options object that can be used \
            to pass named arguments, listed below.

            Named Arguments:
            range            (numeric or array, optional) which
            keys             (json array, optional)
                 [
                   "key",    (string)
                   ...
                 ]

            Result:
            xxx    (any) whatever
            """);
  }

  @Test
  void leavesOutWhatWasSaidBefore() {
    var fields =
        new ArrayList<>(
            Result.elided(
                "as above",
                List.of(field("hash", Result.hex("")), field("height", Result.number("")))));
    fields.add(field("tx", Result.array("", Result.hex("ids"))));
    var spec = MethodSpec.of("m", "d").gives(Result.object("", fields)).build();
    assertThat(HelpText.of(spec))
        .endsWith(
            """

            Result:
            {             (json object)
              ...,        as above
              "tx" : [    (json array)
                "hex",    (string) ids
                ...
              ]
            }
            """);
  }
}
