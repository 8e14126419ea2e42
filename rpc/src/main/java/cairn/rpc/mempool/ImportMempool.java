package cairn.rpc.mempool;

import cairn.ledger.Ledger;
import cairn.ledger.mempoolfile.ImportTerms;
import cairn.ledger.mempoolfile.MempoolFile;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Members;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** {@code importmempool}: offers to the mempool what a file like its own has. */
public final class ImportMempool implements RpcMethod {
  private static final String TIME = "use_current_time";
  private static final String FEES = "apply_fee_delta_priority";
  private static final String UNBROADCAST = "apply_unbroadcast_set";
  private static final Map<String, Json.Type> OPTIONS =
      Map.of(TIME, Json.Type.BOOL, FEES, Json.Type.BOOL, UNBROADCAST, Json.Type.BOOL);

  private final Ledger ledger;
  private final MempoolFile file;

  public ImportMempool(Ledger ledger, MempoolFile file) {
    this.ledger = ledger;
    this.file = file;
  }

  @Override
  public String name() {
    return "importmempool";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Offers to the mempool what a file like mempool.dat has.",
            "Files of strangers should not be believed more than these options say by default.")
        .takes(
            Argument.string("filepath", "The file"),
            Argument.namedOptions(
                    "options",
                    "",
                    Argument.bool(TIME, "Whether the transactions come now, and not when it says")
                        .orElse(Json.of(true)),
                    Argument.bool(
                            FEES,
                            "Whether what it adds to fees is added (prioritisetransaction), to what"
                                + " there is already")
                        .orElse(Json.of(false)),
                    Argument.bool(
                            UNBROADCAST,
                            "Whether those that no peer has fetched, as it says, are announced")
                        .orElse(Json.of(false)))
                .optional())
        .gives(Result.object(""))
        .example("\"/path/to/mempool.dat\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    if (ledger.state().isInitialBlockDownload()) {
      throw new RpcException(
          ErrorCode.CLIENT_IN_INITIAL_DOWNLOAD,
          "Can only import the mempool after the block download and sync is done.");
    }
    var path = path(call);
    var terms = terms(call);
    if (!call.turn().aside(() -> file.load(path, terms))) {
      throw new RpcException(
          ErrorCode.MISC_ERROR, "Unable to import mempool file, see debug log for details.");
    }
    return Json.object().build();
  }

  private static Path path(Call call) throws RpcException {
    try {
      return Path.of(call.text("filepath"));
    } catch (InvalidPathException e) {
      throw new RpcException(ErrorCode.MISC_ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static ImportTerms terms(Call call) throws RpcException {
    var options = call.has("options") ? call.json("options").asObject() : Json.object().build();
    Members.allow(options, OPTIONS);
    return new ImportTerms(
        !flag(options, TIME, true), flag(options, FEES, false), flag(options, UNBROADCAST, false));
  }

  private static boolean flag(Json.Obj options, String name, boolean otherwise) {
    var value = options.find(name);
    return value.isNull() ? otherwise : value.asBoolean();
  }
}
