package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;

import cairn.p2p.connections.UploadQuota;
import cairn.rpc.TrafficReport;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.time.InstantSource;

/** {@code getnettotals}: what has gone over all connections. */
public final class GetNetTotals implements RpcMethod {
  private final NetworkQuestions network;
  private final InstantSource system;

  /**
   * @param system tells the time truly, whatever tests have set
   */
  public GetNetTotals(NetworkQuestions network, InstantSource system) {
    this.network = network;
    this.system = system;
  }

  @Override
  public String name() {
    return "getnettotals";
  }

  @Override
  public MethodSpec spec() {
    var target =
        Result.object(
            "",
            field("timeframe", Result.number("The seconds for which the target holds")),
            field("target", Result.number("How many bytes may be sent in them; 0 for no limit")),
            field("target_reached", Result.bool("Whether so many have been sent")),
            field("serve_historical_blocks", Result.bool("Whether old blocks are sent to peers")),
            field("bytes_left_in_cycle", Result.number("Bytes left in this time")),
            field("time_left_in_cycle", Result.number("Seconds left of this time")));
    return MethodSpec.of(name(), "Returns how much has gone over all connections, and the time.")
        .gives(
            Result.object(
                "",
                field("totalbytesrecv", Result.number("Bytes received")),
                field("totalbytessent", Result.number("Bytes sent")),
                field("timemillis", Result.time("Milliseconds since 1970")),
                field("uploadtarget", target)))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    TrafficReport traffic = network.ask(call, control -> control.traffic());
    return Json.object()
        .put("totalbytesrecv", traffic.received())
        .put("totalbytessent", traffic.sent())
        .put("timemillis", system.millis())
        .put("uploadtarget", json(traffic.quota()))
        .build();
  }

  private static Json json(UploadQuota.Status quota) {
    return Json.object()
        .put("timeframe", quota.timeframe().toSeconds())
        .put("target", quota.target())
        .put("target_reached", quota.targetReached())
        .put("serve_historical_blocks", quota.serveHistoricalBlocks())
        .put("bytes_left_in_cycle", quota.bytesLeft())
        .put("time_left_in_cycle", quota.timeLeft().toSeconds())
        .build();
  }
}
