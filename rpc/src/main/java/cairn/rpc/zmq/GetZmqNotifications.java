package cairn.rpc.zmq;

import static cairn.rpc.spec.Result.field;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.List;

/** {@code getzmqnotifications}: what is published over ZMQ. */
public final class GetZmqNotifications implements RpcMethod {
  private final List<Publisher> publishers;

  public GetZmqNotifications(List<Publisher> publishers) {
    this.publishers = publishers;
  }

  @Override
  public String name() {
    return "getzmqnotifications";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns what the node publishes over ZMQ.")
        .gives(
            Result.array(
                "",
                Result.object(
                    "",
                    field("type", Result.string("What publishes, such as pubhashblock")),
                    field("address", Result.string("Where")),
                    field(
                        "hwm", Result.number("How many messages may wait for a slow subscriber")))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    return Json.array(publishers.size(), i -> json(publishers.get(i)));
  }

  private static Json json(Publisher publisher) {
    return Json.object()
        .put("type", publisher.topic().publisher())
        .put("address", publisher.address())
        .put("hwm", publisher.highWaterMark())
        .build();
  }
}
