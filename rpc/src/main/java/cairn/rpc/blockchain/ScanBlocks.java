package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.LongWork;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/**
 * {@code scanblocks}: finds the blocks that have to do with some scripts, by their filters. Of
 * these scans there is one at a time.
 */
public final class ScanBlocks implements RpcMethod {
  private static final String EXAMPLE = "[\"addr(bcrt1q4u4nsgk6ug0sqz7r3rj9tykjxrsl0yy4d0wwte)\"]";

  private final Ledger ledger;
  private final Indexes indexes;
  private final Interruption interruption;
  private final LongWork work;
  private final OneScan<FilterScan> scans = new OneScan<>();

  public ScanBlocks(Ledger ledger, Indexes indexes, Interruption interruption, LongWork work) {
    this.ledger = ledger;
    this.indexes = indexes;
    this.interruption = interruption;
    this.work = work;
  }

  @Override
  public String name() {
    return "scanblocks";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Finds the blocks that have to do with the scripts that some descriptors stand for.",
            "That takes -blockfilterindex, and some minutes for the whole chain.")
        .takes(
            ScanObjects.action(),
            ScanObjects.argument(),
            Argument.number("start_height", "The first block's height").orElse(Json.of(0)),
            Argument.number("stop_height", "The last block's height").orElse("chain tip"),
            FilterIndexes.argument(),
            Argument.namedOptions(
                    "options",
                    "",
                    Argument.bool(
                            "filter_false_positives",
                            "Whether to look into the blocks whose filters match, as one in 784,931"
                                + " does so for no reason; that takes longer, and the blocks.")
                        .orElse(Json.of(false)))
                .optional()
                .shownAs("options"))
        .gives(
            Result.none().when("when action=='status' and no scan is going on"),
            Result.object(
                    "",
                    field("from_height", Result.number("The height of the first block")),
                    field("to_height", Result.number("The height of the last that was looked at")),
                    field(
                        "relevant_blocks",
                        Result.array("The blocks that match", Result.hex("The hash of one"))),
                    field("completed", Result.bool("Whether all were looked at")))
                .when("when action=='start', once it is done"),
            Result.object(
                    "",
                    field("progress", Result.number("About how much is done, in percent")),
                    field("current_height", Result.number("The height of the block it is at")))
                .when("when action=='status' and a scan is going on"),
            Result.bool("Whether there was one to end, which it soon does")
                .when("when action=='abort'"))
        .cliExample("start '" + EXAMPLE + "' 300000")
        .cliExample("start '" + EXAMPLE + "' 100 150 basic")
        .cliExample("status")
        .curlExample("\"start\", " + EXAMPLE + ", 300000")
        .curlExample("\"start\", " + EXAMPLE + ", 100, 150, \"basic\"")
        .curlExample("\"status\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    return scans.call(call, () -> new FilterScan(ledger, interruption), scan -> run(scan, call));
  }

  private Json run(FilterScan scan, Call call) throws RpcException, InterruptedException {
    var index = FilterIndexes.find(indexes, call.text("filtertype"));
    boolean exact =
        call.has("options")
            && call.json("options").asObject().find("filter_false_positives").equals(Json.of(true));
    var first = block(call.integer("start_height"), "Invalid start_height");
    var last =
        call.has("stop_height")
            ? block(call.integer("stop_height"), "Invalid stop_height")
            : ledger.chain().tip();
    if (last.height() < first.height()) {
      throw invalid("Invalid stop_height");
    }
    var scripts =
        ScanObjects.scripts(
            call.json("scanobjects").asArray(), ledger.config().network().addresses());
    return work.run(
        call.turn(), "scanblocks", () -> scan.run(index, first, last, scripts.keySet(), exact));
  }

  private IndexedBlock block(int height, String complaint) throws RpcException {
    var block = ledger.chain().at(height);
    if (block == null) {
      throw invalid(complaint);
    }
    return block;
  }

  private static RpcException invalid(String complaint) {
    return new RpcException(ErrorCode.MISC_ERROR, complaint);
  }
}
