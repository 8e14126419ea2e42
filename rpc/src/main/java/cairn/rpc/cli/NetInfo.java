package cairn.rpc.cli;

import static cairn.rpc.cli.GetInfo.value;

import cairn.rpc.cli.Answers.ErrorAnswer;
import cairn.rpc.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code -netinfo}: the peers of a node as a table, laid out as by {@code bitcoin-cli}. */
final class NetInfo {
  static final String HELP =
      """
      -netinfo [LEVEL [outonly]]

      Shows the connections of a node. LEVEL is 0 (how many there are), 1 (a list of them before that),
      2 (the list with addresses), 3 (with versions) or 4 (with both); with outonly, the list has
      only those that the node has opened.

        <->      in or out
        type     full, block (no transactions), manual, feeler, addr (asks for addresses)
        net      the network by which the peer is reached
        serv     what it offers: n the whole chain, b Bloom filters, w witnesses, c compact filters,
                 l the last blocks, 2 the encrypted transport, u unknown
        v        the transport
        mping    the least time of a ping, in milliseconds; ping: that of the last one
        send     seconds since something was sent; recv: received
        txn      minutes since a new transaction came; *: none are relayed; blk: a new block
        hb       compact blocks at once: . asked of the peer, * asked by it
        addrp    addresses that have come; .: none are relayed; addrl: refused, as too many
        age      minutes since the connection was opened
        asmap    the autonomous system, where -asmap is in use
        id, address, version: as getpeerinfo has them\
      """;

  private static final int MAX_LEVEL = 4;
  private static final int WITH_VERSION = 3;
  private static final int WITH_ADDRESS = 2;
  private static final int MAX_PING_MILLIS = 999_999;
  private static final int SECONDS_PER_MINUTE = 60;

  /** Names of networks, and how they are shortened. */
  private static final Map<String, String> NETWORKS =
      Map.of(
          "not_publicly_routable", "npr",
          "ipv4", "ipv4",
          "ipv6", "ipv6",
          "onion", "onion",
          "i2p", "i2p",
          "cjdns", "cjdns",
          "internal", "int");

  private static final Map<String, String> TYPES =
      Map.of(
          "outbound-full-relay", "full",
          "block-relay-only", "block",
          "manual", "manual",
          "feeler", "feeler",
          "addr-fetch", "addr",
          "private-broadcast", "priv");

  private final int level;
  private final boolean outboundOnly;
  private final String client;
  private final long now;

  private NetInfo(int level, boolean outboundOnly, String client, long now) {
    this.level = level;
    this.outboundOnly = outboundOnly;
    this.client = client;
    this.now = now;
  }

  /**
   * Reads what stands behind the option.
   *
   * @param client which program shows it, and of which network, for the first line
   */
  static NetInfo of(List<String> words, String client, Instant now) throws CliException {
    int level = words.isEmpty() ? 0 : level(words.getFirst());
    boolean outboundOnly = words.size() > 1;
    if (outboundOnly && (level == 0 || !List.of("o", "outonly").contains(words.get(1)))) {
      throw new CliException(
          "invalid -netinfo outonly argument: "
              + words.get(1)
              + (level > 0
                  ? ""
                  : "\nThe outonly argument is only valid for a level greater than 0 (the first"
                      + " argument).")
              + "\nFor more information, run: -netinfo help");
    }
    return new NetInfo(level, outboundOnly, client, now.getEpochSecond());
  }

  private static int level(String text) throws CliException {
    if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 0xff) {
      return Math.min(Integer.parseInt(text), MAX_LEVEL);
    }
    throw new CliException(
        "invalid -netinfo level argument: " + text + "\nFor more information, run: -netinfo help");
  }

  String text(Answers answers) throws CliException, InterruptedException, ErrorAnswer {
    var peers = answers.to("getpeerinfo").asArray().stream().map(Json.Obj.class::cast).toList();
    var network = (Json.Obj) answers.to("getnetworkinfo");
    var text = new StringBuilder();
    text.append(client).append(" - server ").append(value(network, "protocolversion"));
    text.append(value(network, "subversion"));
    var services = network.find("localservicesnames");
    if (level > 0) {
      text.append(" - services ").append(letters(services));
    }
    text.append("\n\n");
    var listed = peers.stream().filter(peer -> !outboundOnly || isOutbound(peer)).toList();
    if (level > 0 && !listed.isEmpty()) {
      new PeerTable(listed).print(text);
    }
    counts(peers, network, text);
    if (level == 0) {
      text.append("\n\nLocal services: ").append(names(services));
    }
    addresses(network, text);
    return text.toString();
  }

  private static boolean isOutbound(Json.Obj peer) {
    return !flag(peer, "inbound");
  }

  private static boolean flag(Json.Obj peer, String name) {
    return peer.find(name).equals(Json.of(true));
  }

  private static String letters(Json services) {
    return services.asArray().stream()
        .map(Json::asString)
        .map(name ->
            switch (name) {
              case "NETWORK_LIMITED" -> "l";
              case "P2P_V2" -> "2";
              default -> name.substring(0, 1).toLowerCase(Locale.ROOT);
            })
        .collect(Collectors.joining());
  }

  private static String names(Json services) {
    return services.asArray().stream()
        .map(name -> name.asString().replace('_', ' ').toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static void counts(List<Json.Obj> peers, Json.Obj network, StringBuilder text) {
    var columns = new LinkedHashMap<String, String>();
    for (var each : network.find("networks").asArray()) {
      var name = value((Json.Obj) each, "name");
      if (flag((Json.Obj) each, "reachable")) {
        columns.put(name, name);
      }
    }
    for (var name : List.of("not_publicly_routable", "internal")) {
      if (peers.stream().anyMatch(peer -> value(peer, "network").equals(name))) {
        columns.put(name, Objects.requireNonNullElse(NETWORKS.get(name), name));
      }
    }
    text.append("     ");
    columns.values().forEach(name -> text.append("%8s".formatted(name)));
    text.append("   total   block");
    long manual = ofType(peers, "manual");
    if (manual > 0) {
      text.append("  manual");
    }
    for (var row : List.of("in", "out", "total")) {
      var counted =
          peers.stream()
              .filter(peer -> row.equals("total") || isOutbound(peer) == row.equals("out"))
              .toList();
      text.append("\n%-5s".formatted(row));
      for (var name : columns.keySet()) {
        text.append(
            "%8d"
                .formatted(
                    counted.stream().filter(peer -> value(peer, "network").equals(name)).count()));
      }
      text.append("   %5d".formatted(counted.size()));
      if (row.equals("out")) {
        text.append("   %5d".formatted(ofType(peers, "block-relay-only")));
        if (manual > 0) {
          text.append("   %5d".formatted(manual));
        }
      }
    }
  }

  private static long ofType(List<Json.Obj> peers, String type) {
    return peers.stream().filter(peer -> value(peer, "connection_type").equals(type)).count();
  }

  private static void addresses(Json.Obj network, StringBuilder text) {
    var all = network.find("localaddresses").asArray().stream().map(Json.Obj.class::cast).toList();
    text.append("\n\nLocal addresses");
    if (all.isEmpty()) {
      text.append(": n/a\n");
      return;
    }
    int width = 1 + all.stream().mapToInt(each -> value(each, "address").length()).max().orElse(0);
    for (var each : all) {
      text.append(
          ("\n%-" + width + "s    port %6s    score %6s")
              .formatted(value(each, "address"), value(each, "port"), value(each, "score")));
    }
  }

  /** The list of the peers. */
  private final class PeerTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean withSystems;

    PeerTable(List<Json.Obj> peers) {
      withSystems = peers.stream().anyMatch(peer -> !value(peer, "mapped_as").isEmpty());
      rows.add(header());
      peers.stream()
          .sorted(
              Comparator.comparing(NetInfo::isOutbound)
                  .thenComparingDouble(peer -> seconds(peer, "minping")))
          .map(this::row)
          .forEach(rows::add);
    }

    private List<String> header() {
      var header =
          new ArrayList<>(
              List.of(
                  "<->", "type", "net", "serv", "v", "mping", "ping", "send", "recv", "txn", "blk",
                  "hb", "addrp", "addrl", "age"));
      if (withSystems) {
        header.add("asmap");
      }
      header.add("id");
      addWide("address", "version", header);
      return header;
    }

    private void addWide(String address, String version, List<String> row) {
      if (level == WITH_ADDRESS || level == MAX_LEVEL) {
        row.add(address);
      }
      if (level >= WITH_VERSION) {
        row.add(version);
      }
    }

    private List<String> row(Json.Obj peer) {
      var row = new ArrayList<String>();
      row.add(isOutbound(peer) ? "out" : "in");
      row.add(Objects.requireNonNullElse(TYPES.get(value(peer, "connection_type")), ""));
      row.add(Objects.requireNonNullElse(NETWORKS.get(value(peer, "network")), "?"));
      row.add(letters(peer.find("servicesnames")));
      var transport = value(peer, "transport_protocol_type");
      row.add(transport.matches("v.") ? transport.substring(1) : "");
      row.add(milliseconds(peer, "minping"));
      row.add(milliseconds(peer, "pingtime"));
      row.add(since(peer, "lastsend", 1));
      row.add(since(peer, "lastrecv", 1));
      var transaction = since(peer, "last_transaction", SECONDS_PER_MINUTE);
      boolean relays = !peer.find("relaytxes").equals(Json.of(false));
      row.add(transaction.isEmpty() && !relays ? "*" : transaction);
      row.add(since(peer, "last_block", SECONDS_PER_MINUTE));
      row.add(
          (flag(peer, "bip152_hb_to") ? "." : " ") + (flag(peer, "bip152_hb_from") ? "*" : " "));
      var processed = count(peer, "addr_processed");
      boolean gossips = flag(peer, "addr_relay_enabled");
      row.add(processed.isEmpty() && !gossips ? "." : processed);
      row.add(count(peer, "addr_rate_limited"));
      row.add(since(peer, "conntime", SECONDS_PER_MINUTE));
      if (withSystems) {
        row.add(value(peer, "mapped_as"));
      }
      row.add(value(peer, "id"));
      addWide(value(peer, "addr"), value(peer, "version") + value(peer, "subver"), row);
      return row;
    }

    private static double seconds(Json.Obj peer, String name) {
      return peer.find(name) instanceof Json.Num number ? number.asDouble() : -1;
    }

    private static String milliseconds(Json.Obj peer, String name) {
      double seconds = seconds(peer, name);
      long millis = Math.round(seconds * 1000);
      return seconds < 0 ? "" : millis > MAX_PING_MILLIS ? "-" : Long.toString(millis);
    }

    private static String count(Json.Obj peer, String name) {
      var count = value(peer, name);
      return count.equals("0") ? "" : count;
    }

    private String since(Json.Obj peer, String name, int unit) {
      long time = peer.find(name) instanceof Json.Num number ? (long) number.asDouble() : 0;
      return time == 0 ? "" : Long.toString((now - time) / unit);
    }

    /** All columns to the right, but for addresses and versions. */
    void print(StringBuilder text) {
      int wide = rows.getFirst().indexOf("id") + 1;
      for (var row : rows) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
          int column = i;
          int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
          var form = i < wide ? "%" + width + "s" : "%-" + width + "s";
          line.append(i == 0 ? "" : " ").append(form.formatted(row.get(i)));
        }
        text.append(line.toString().stripTrailing()).append('\n');
      }
      text.append(
          "mping and ping in ms, send and recv in seconds, txn, blk and age in minutes\n\n");
    }
  }
}
