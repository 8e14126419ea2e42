package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.Mempool;
import cairn.primitives.Amount;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import java.util.List;

/** {@code getmempoolfeeratediagram}: what blocks of any size could collect. */
public final class GetMempoolFeerateDiagram implements RpcMethod {
  private final Mempool mempool;

  public GetMempoolFeerateDiagram(Mempool mempool) {
    this.mempool = mempool;
  }

  @Override
  public String name() {
    return "getmempoolfeeratediagram";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(), "Returns how much the best transactions pay, up to each chunk of the mempool.")
        .gives(
            Result.array(
                "",
                Result.object(
                    "a point: nothing at first, then one after each chunk",
                    field("weight", Result.number("The weight up to there, as fees count it")),
                    field("fee", Result.number("The fees up to there, in BTC")))))
        .example()
        .build();
  }

  private record Point(long weight, long feeSats) {
    Json json() {
      return Json.object().put("weight", weight).put("fee", new Amount(feeSats)).build();
    }
  }

  @Override
  public Json call(Call call) {
    var points =
        mempool.reading(view -> {
          var all = new ArrayList<Point>();
          var last = new Point(0, 0);
          all.add(last);
          for (var chunk : view.chunks()) {
            last = new Point(last.weight() + chunk.weight(), last.feeSats() + chunk.feeSats());
            all.add(last);
          }
          return List.copyOf(all);
        });
    return Json.array(points.size(), i -> points.get(i).json());
  }
}
