package cairn.node.devnet;

import cairn.node.devnet.Plan.Link;
import cairn.node.devnet.Plan.NodePorts;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonAccessException;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The plan on disk, which is always whole. */
final class PlanFile {
  static final String NAME = "devnet.json";
  private static final int INDENT = 2;

  private final Path file;

  PlanFile(Path directory) {
    this.file = directory.resolve(NAME);
  }

  /** Empty if there is none. */
  Optional<Plan> read() throws IOException, DevnetException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(plan(JsonReader.read(Files.readString(file)).asObject()));
    } catch (MalformedJsonException | JsonAccessException e) {
      throw new DevnetException(
          "%s is damaged; './cairn devnet reset' removes all of the network: %s"
              .formatted(file, e.getMessage()));
    }
  }

  private static Plan plan(Json.Obj in) {
    return new Plan(
        in.find("chain").asString(),
        in.find("miners").asInt(),
        in.find("percent").asInt(),
        pairs(in, "ports").stream().map(pair -> new NodePorts(pair.get(0), pair.get(1))).toList(),
        pairs(in, "cut").stream()
            .map(pair -> new Link(pair.get(0), pair.get(1)))
            .collect(Collectors.toSet()),
        in.find("restoring").asString());
  }

  private static List<List<Integer>> pairs(Json.Obj in, String name) {
    return in.find(name).asArray().stream()
        .map(pair -> pair.asArray().stream().map(Json::asInt).toList())
        .toList();
  }

  void write(Plan plan) throws IOException {
    var json =
        Json.object()
            .put("chain", plan.chain())
            .put("miners", plan.miners())
            .put("percent", plan.percent())
            .put(
                "ports",
                new Json.Arr(
                    plan.ports().stream().map(each -> pair(each.p2p(), each.rpc())).toList()))
            .put(
                "cut",
                new Json.Arr(
                    plan.cut().stream().map(each -> pair(each.called(), each.caller())).toList()))
            .put("restoring", plan.restoring())
            .build();
    var next = file.resolveSibling(NAME + ".new");
    Files.writeString(next, JsonWriter.text(json, INDENT) + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Json pair(int first, int second) {
    return Json.array(Json.of(first), Json.of(second));
  }
}
