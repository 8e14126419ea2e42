package cairn.rpc.cli;

import cairn.rpc.json.Json;
import java.util.List;

/** Asks one question after the other, of which each has to be answered unless it says otherwise. */
final class Answers {
  private final RpcClient client;

  Answers(RpcClient client) {
    this.client = client;
  }

  /** An error of the node. */
  static final class ErrorAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Json.Obj response;

    ErrorAnswer(Json.Obj response) {
      this.response = response;
    }

    Json.Obj response() {
      return response;
    }
  }

  Json to(String method, Json... params) throws CliException, InterruptedException, ErrorAnswer {
    var response = client.call(method, new Json.Arr(List.of(params)));
    if (!response.find("error").isNull()) {
      throw new ErrorAnswer(response);
    }
    return response.find("result");
  }

  /** Null in JSON if the node says that it cannot answer: it may have no wallet. */
  Json ifPossible(String method) throws CliException, InterruptedException {
    return client.call(method, new Json.Arr(List.of())).find("result");
  }
}
