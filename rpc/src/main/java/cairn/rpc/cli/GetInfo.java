package cairn.rpc.cli;

import cairn.rpc.cli.Answers.ErrorAnswer;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** {@code -getinfo}: how a node is doing, laid out as by {@code bitcoin-cli}. */
final class GetInfo {
  private static final double NEARLY_ALL = 0.99;
  private static final int BARS = 20;

  private static final int GREEN = 32;
  private static final int YELLOW = 33;
  private static final int BLUE = 34;
  private static final int MAGENTA = 35;
  private static final int CYAN = 36;

  private final boolean colored;

  GetInfo(boolean colored) {
    this.colored = colored;
  }

  String text(Answers answers) throws CliException, InterruptedException, ErrorAnswer {
    var network = (Json.Obj) answers.to("getnetworkinfo");
    var chain = (Json.Obj) answers.to("getblockchaininfo");
    var wallet = answers.ifPossible("getwalletinfo");
    var balances = answers.ifPossible("getbalances");
    var text = new StringBuilder();
    line(color(BLUE) + "Chain", value(chain, "chain") + reset(), text);
    line("Blocks", value(chain, "blocks"), text);
    line("Headers", value(chain, "headers"), text);
    line("Verification progress", progress(chain), text);
    line("Difficulty", value(chain, "difficulty"), text);
    text.append('\n');
    line(
        color(GREEN) + "Network",
        "in %s, out %s, total %s"
                .formatted(
                    value(network, "connections_in"),
                    value(network, "connections_out"),
                    value(network, "connections"))
            + reset(),
        text);
    line("Version", value(network, "version"), text);
    line("Time offset (s)", value(network, "timeoffset"), text);
    line("Proxies", proxies(network), text);
    line("Min tx relay fee rate (BTC/kvB)", value(network, "relayfee"), text);
    text.append('\n');
    if (wallet instanceof Json.Obj known) {
      var name = value(known, "walletname");
      line(color(MAGENTA) + "Wallet", (name.isEmpty() ? "\"\"" : name) + reset(), text);
      line("Keypool size", value(known, "keypoolsize"), text);
      if (!known.find("unlocked_until").isNull()) {
        line("Unlocked until", value(known, "unlocked_until"), text);
      }
    }
    if (balances instanceof Json.Obj known && known.find("mine") instanceof Json.Obj mine) {
      text.append(color(CYAN)).append("Balance:").append(reset()).append(' ');
      text.append(value(mine, "trusted")).append("\n\n");
    }
    text.append(color(YELLOW)).append("Warnings:").append(reset()).append(' ');
    return text.append(warnings(network)).toString();
  }

  private static void line(String name, String value, StringBuilder text) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private String color(int code) {
    return colored ? "\033[" + code + "m" : "";
  }

  private String reset() {
    return colored ? "\033[0m" : "";
  }

  /** A member as it came. */
  static String value(Json.Obj object, String name) {
    return switch (object.find(name)) {
      case Json.Str(var text) -> text;
      case Json.Num number -> number.text();
      case Json.Null _ -> "";
      case Json other -> JsonWriter.text(other);
    };
  }

  private static String progress(Json.Obj chain) {
    double progress = chain.find("verificationprogress").asDouble();
    var percent = "%.4f%%".formatted(progress * 100);
    if (progress >= NEARLY_ALL || progress < 0) {
      return percent;
    }
    int done = (int) Math.ceil(progress * BARS);
    return "▒".repeat(done) + "░".repeat((int) Math.ceil((1 - progress) * BARS)) + " " + percent;
  }

  private static String proxies(Json.Obj network) {
    var byProxy = new LinkedHashMap<String, List<String>>();
    for (var each : network.find("networks").asArray()) {
      var proxy = value((Json.Obj) each, "proxy");
      if (!proxy.isEmpty()) {
        byProxy.computeIfAbsent(proxy, _ -> new ArrayList<>()).add(value((Json.Obj) each, "name"));
      }
    }
    return byProxy.isEmpty()
        ? "n/a"
        : byProxy.entrySet().stream()
            .map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
            .collect(Collectors.joining(", "));
  }

  private static String warnings(Json.Obj network) {
    var warnings =
        network.find("warnings") instanceof Json.Arr(var all)
            ? all.stream().map(Json::asString).collect(Collectors.joining(", "))
            : value(network, "warnings");
    return warnings.isEmpty() ? "(none)" : warnings;
  }
}
