package cairn.rpc.net;

import cairn.p2p.addresses.NetGroups;
import cairn.p2p.connections.Keepalive.Latency;
import cairn.p2p.permissions.Permission;
import cairn.p2p.relay.RelayInfo;
import cairn.p2p.sync.SyncInfo;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.rpc.PeerReport;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code getpeerinfo}: all that is known of the peers. */
public final class GetPeerInfo implements RpcMethod {
  private static final RelayInfo NO_RELAY = new RelayInfo(false, false, 0, 0, 0, Optional.empty());

  private final NetworkQuestions network;

  public GetPeerInfo(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "getpeerinfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns all that is known of each connected peer.")
        .gives(Result.array("", PeerSpec.of()))
        .example()
        .build();
  }

  /** The peers at one time. */
  private record Peers(List<PeerReport> reports, NetGroups groups, Instant now) {}

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var peers =
        network.ask(call, control -> new Peers(control.peers(), control.groups(), control.now()));
    return new Json.Arr(
        peers.reports().stream()
            .<Json>map(peer -> json(peer, peers.groups(), peers.now()))
            .toList());
  }

  private static Json json(PeerReport peer, NetGroups groups, Instant now) {
    var json = Json.object();
    putWho(peer, groups, json);
    putTraffic(peer, json);
    putTimes(peer, now, json);
    json.put("version", peer.greeting().version())
        .put("subver", peer.greeting().userAgent())
        .put("inbound", peer.facts().type().isInbound());
    putSync(peer.sync(), json);
    json.put("addr_relay_enabled", peer.gossip().enabled())
        .put("addr_processed", peer.gossip().processed())
        .put("addr_rate_limited", peer.gossip().overLimit())
        .put("permissions", permissions(peer))
        .put("minfeefilter", new Amount(relay(peer).feeRate()))
        .put("bytessent_per_msg", byMessage(peer.traffic().sentBy()))
        .put("bytesrecv_per_msg", byMessage(peer.traffic().receivedBy()))
        .put("connection_type", peer.facts().type().toString())
        .put("transport_protocol_type", peer.transport().protocol().toString())
        .put("session_id", peer.transport().sessionId().map(Bytes::toHex).orElse(""));
    return json.build();
  }

  private static RelayInfo relay(PeerReport peer) {
    return peer.relay().orElse(NO_RELAY);
  }

  private static void putWho(PeerReport peer, NetGroups groups, JsonObjectBuilder json) {
    var facts = peer.facts();
    json.put("id", peer.id().number()).put("addr", facts.name());
    putIfValid("addrbind", Optional.of(facts.local()), json);
    putIfValid("addrlocal", peer.greeting().seenAs(), json);
    json.put("network", facts.network().toString());
    long system = groups.systemOf(facts.remote().address());
    if (system != 0) {
      json.put("mapped_as", system);
    }
    var services = peer.greeting().services();
    json.put("services", services.toHex()).put("servicesnames", Json.strings(services.names()));
  }

  private static void putIfValid(String name, Optional<Endpoint> endpoint, JsonObjectBuilder json) {
    endpoint
        .filter(end -> end.address().isValid())
        .ifPresent(end -> json.put(name, end.toString()));
  }

  private static void putTraffic(PeerReport peer, JsonObjectBuilder json) {
    var relay = relay(peer);
    var traffic = peer.traffic();
    json.put("relaytxes", relay.wantsTransactions())
        .put("last_inv_sequence", relay.lastSequence())
        .put("inv_to_send", relay.queued())
        .put("lastsend", seconds(traffic.lastSent()))
        .put("lastrecv", seconds(traffic.lastReceived()))
        .put("last_transaction", seconds(relay.lastUseful()))
        .put("last_block", peer.sync().lastBlock().getEpochSecond())
        .put("bytessent", traffic.sent())
        .put("bytesrecv", traffic.received())
        .put("conntime", peer.facts().openedAt().getEpochSecond());
  }

  /** 0 if it was never. */
  private static long seconds(Optional<Instant> time) {
    return time.map(Instant::getEpochSecond).orElse(0L);
  }

  private static void putTimes(PeerReport peer, Instant now, JsonObjectBuilder json) {
    json.put("timeoffset", Times.seconds(peer.greeting().clockAhead()));
    Latency latency = peer.latency();
    latency
        .last()
        .filter(Duration::isPositive)
        .ifPresent(last -> json.put("pingtime", Times.exactSeconds(last)));
    latency.least().ifPresent(least -> json.put("minping", Times.exactSeconds(least)));
    latency
        .waiting()
        .map(since -> Duration.between(since, now))
        .filter(Duration::isPositive)
        .ifPresent(wait -> json.put("pingwait", Times.exactSeconds(wait)));
  }

  private static void putSync(SyncInfo sync, JsonObjectBuilder json) {
    json.put("bip152_hb_to", sync.highBandwidthTo())
        .put("bip152_hb_from", sync.highBandwidthFrom())
        .put("presynced_headers", sync.presyncedHeaders())
        .put("synced_headers", sync.syncedHeaders())
        .put("synced_blocks", sync.syncedBlocks())
        .put(
            "inflight",
            new Json.Arr(sync.inFlight().stream().map(height -> Json.of(height)).toList()));
  }

  private static Json permissions(PeerReport peer) {
    return Json.strings(
        peer.facts().permissions().stream().sorted().map(Permission::toString).toList());
  }

  private static Json byMessage(Map<String, Long> bytes) {
    var json = Json.object();
    new TreeMap<>(bytes)
        .forEach((command, count) -> {
          if (count > 0) {
            json.put(command, count);
          }
        });
    return json.build();
  }
}
