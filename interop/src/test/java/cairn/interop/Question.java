package cairn.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A call of a method, by place. */
record Question(String method, List<Object> arguments) {
  private static final int SHOWN = 300;

  /** What is wrong wherever it stands, or nearly everywhere. */
  private static final List<Object> ODD =
      List.of(
          JsonMapper.shared().nullNode(),
          true,
          -1,
          1.5,
          4_294_967_296L,
          "",
          "zz",
          "1",
          "00".repeat(32),
          List.of(),
          List.of(List.of()),
          List.of(Map.of()),
          Map.of(),
          Map.of("odd", 1));

  static Question of(String method, Object... arguments) {
    return new Question(method, List.of(arguments));
  }

  /** This with one argument left out, one too many, or one of another kind. */
  List<Question> spoilt() {
    var spoilt = new ArrayList<Question>();
    for (int i = 0; i < arguments.size(); i++) {
      spoilt.add(new Question(method, arguments.subList(0, i)));
      for (var odd : ODD) {
        var others = new ArrayList<>(arguments);
        others.set(i, odd);
        spoilt.add(new Question(method, others));
      }
    }
    for (var odd : ODD) {
      var more = new ArrayList<>(arguments);
      more.add(odd);
      spoilt.add(new Question(method, more));
    }
    return spoilt;
  }

  JsonNode json() {
    return JsonMapper.shared().valueToTree(Map.of("id", 1, "method", method, "params", arguments));
  }

  @Override
  public String toString() {
    var text = method + " " + JsonMapper.shared().writeValueAsString(arguments);
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
