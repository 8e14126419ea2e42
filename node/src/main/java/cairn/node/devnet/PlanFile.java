package cairn.node.devnet;

import cairn.node.devnet.Plan.Delay;
import cairn.node.devnet.Plan.Link;
import cairn.node.devnet.Plan.NodePorts;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonAccessException;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The plan on disk, which is always whole. */
final class PlanFile {
  static final String NAME = "devnet.json";
  private static final int INDENT = 2;
  private static final int MAX_PORT = 0xffff;

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
    } catch (MalformedJsonException
        | JsonAccessException
        | CharacterCodingException
        | IllegalArgumentException e) {
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
        lists(in, "ports", 2).stream().map(PlanFile::ports).toList(),
        lists(in, "cut", 2).stream().map(PlanFile::link).collect(Collectors.toSet()),
        in.has("delays")
            ? lists(in, "delays", 4).stream().map(PlanFile::delay).collect(Collectors.toSet())
            : Set.of(),
        in.find("restoring").asString());
  }

  private static Delay delay(List<Integer> list) {
    return new Delay(link(list), list.get(2), port(list.get(3)));
  }

  private static Link link(List<Integer> list) {
    return new Link(list.get(0), list.get(1));
  }

  private static NodePorts ports(List<Integer> list) {
    return new NodePorts(
        port(list.get(0)), port(list.get(1)), list.size() > 2 ? port(list.get(2)) : 0);
  }

  private static int port(int number) {
    if (number < 0 || number > MAX_PORT) {
      throw new IllegalArgumentException(number + " is no port");
    }
    return number;
  }

  private static List<List<Integer>> lists(Json.Obj in, String name, int length) {
    var lists =
        in.find(name).asArray().stream()
            .map(list -> list.asArray().stream().map(Json::asInt).toList())
            .toList();
    if (lists.stream().anyMatch(list -> list.size() < length)) {
      throw new IllegalArgumentException("'%s' has lists of %d numbers".formatted(name, length));
    }
    return lists;
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
                    plan.ports().stream()
                        .map(each -> list(each.p2p(), each.rpc(), each.web()))
                        .toList()))
            .put(
                "cut",
                new Json.Arr(
                    plan.cut().stream().map(each -> list(each.called(), each.caller())).toList()))
            .put("delays", new Json.Arr(plan.delays().stream().map(PlanFile::list).toList()))
            .put("restoring", plan.restoring())
            .build();
    var next = file.resolveSibling(NAME + ".new");
    Files.writeString(next, JsonWriter.text(json, INDENT) + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Json list(Delay delay) {
    return list(delay.link().called(), delay.link().caller(), delay.millis(), delay.port());
  }

  private static Json list(int... numbers) {
    return new Json.Arr(IntStream.of(numbers).mapToObj(number -> Json.of(number)).toList());
  }
}
