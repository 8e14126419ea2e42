package cairn.rpc.mempool;

import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolView;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import java.util.List;

/**
 * {@code getmempoolancestors} and {@code getmempooldescendants}: what a transaction in the mempool
 * needs of it, or what there needs that transaction.
 */
public final class GetMempoolRelatives implements RpcMethod {
  private final MempoolReader reader;
  private final Side side;

  private enum Side {
    ANCESTORS("ancestors", "what a transaction in the mempool needs of the others there") {
      @Override
      List<? extends MempoolEntry> of(MempoolEntry entry, MempoolView view) {
        return view.ancestors(entry);
      }
    },
    DESCENDANTS("descendants", "what in the mempool needs a transaction there") {
      @Override
      List<? extends MempoolEntry> of(MempoolEntry entry, MempoolView view) {
        return view.descendants(entry);
      }
    };

    final String label;
    final String meaning;

    Side(String label, String meaning) {
      this.label = label;
      this.meaning = meaning;
    }

    /** The entry itself is among them. */
    abstract List<? extends MempoolEntry> of(MempoolEntry entry, MempoolView view);

    List<? extends MempoolEntry> others(MempoolEntry entry, MempoolView view) {
      return of(entry, view).stream().filter(relative -> !relative.equals(entry)).toList();
    }
  }

  private GetMempoolRelatives(MempoolReader reader, Side side) {
    this.reader = reader;
    this.side = side;
  }

  /** {@code getmempoolancestors}. */
  public static GetMempoolRelatives ancestors(MempoolReader reader) {
    return new GetMempoolRelatives(reader, Side.ANCESTORS);
  }

  /** {@code getmempooldescendants}. */
  public static GetMempoolRelatives descendants(MempoolReader reader) {
    return new GetMempoolRelatives(reader, Side.DESCENDANTS);
  }

  @Override
  public String name() {
    return "getmempool" + side.label;
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns " + side.meaning + ".")
        .takes(
            Argument.hex("txid", "The transaction id; it must be in the mempool"),
            Argument.bool("verbose", "Whether all that is known is told, rather than ids alone")
                .orElse(Json.of(false)))
        .gives(MempoolReader.idsSpec(), reader.byIdSpec())
        .example("\"mytxid\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    boolean verbose = call.flag("verbose");
    var txid = call.txid("txid");
    if (!verbose) {
      return MempoolReader.ids(
          reader.of(txid, (entry, view) -> MempoolReader.txids(side.others(entry, view))));
    }
    return reader.byId(
        reader.of(txid, (entry, view) -> reader.reports(side.others(entry, view), view)));
  }
}
