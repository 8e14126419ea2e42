package cairn.rpc.web;

import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code /api/peers}: some of what {@code getpeerinfo} tells. */
final class PeerAnswers implements Answers {
  private static final int MOST = 1000;

  private static final List<String> FIELDS =
      List.of(
          "id",
          "addr",
          "network",
          "subver",
          "version",
          "inbound",
          "connection_type",
          "transport_protocol_type",
          "conntime",
          "bytessent",
          "bytesrecv",
          "pingtime",
          "minping",
          "pingwait",
          "synced_headers",
          "synced_blocks",
          "servicesnames");

  private final Source source;
  private final Kept<Json> kept = new Kept<>(Duration.ofSeconds(1));

  PeerAnswers(Source source) {
    this.source = source;
  }

  @Override
  public Json answer(ApiRequest request) throws RpcException, InterruptedException {
    return kept.get(request.turn(), PeerAnswers::second, () -> look(request));
  }

  /** They change all the time. */
  private static Object second() {
    return System.nanoTime() / Duration.ofSeconds(1).toNanos();
  }

  private Json look(ApiRequest request) throws RpcException, InterruptedException {
    var peers = new ArrayList<Json>();
    int count = 0;
    if (source.services().network() != null) {
      var all = source.call(request.turn(), "getpeerinfo").asArray();
      count = all.size();
      all.stream().limit(MOST).forEach(peer -> peers.add(json(peer.asObject())));
    }
    return Json.object().put("count", count).put("peers", new Json.Arr(peers)).build();
  }

  private static Json json(Json.Obj peer) {
    return new Json.Obj(
        peer.members().stream().filter(member -> FIELDS.contains(member.name())).toList());
  }
}
