package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.Ledger;
import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.call.Call;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.LongWork;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.Map;

/** {@code scantxoutset}: finds the coins of some scripts. Of these scans there is one at a time. */
public final class ScanTxOutSet implements RpcMethod {
  private static final String EXAMPLE =
      "[\"raw(76a91411b366edfc0a8b66feebae5c2e25a7b6a5d1cf3188ac)#fm24fxxy\"]";

  private final Ledger ledger;
  private final AddressFormat format;
  private final Interruption interruption;
  private final LongWork work;
  private final OneScan<CoinScan> scans = new OneScan<>();

  public ScanTxOutSet(Ledger ledger, Interruption interruption, LongWork work) {
    this.ledger = ledger;
    this.format = ledger.config().network().addresses();
    this.interruption = interruption;
    this.work = work;
  }

  @Override
  public String name() {
    return "scantxoutset";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Finds the unspent outputs whose scripts some descriptors stand for.",
            "All coins are read for that, which may take minutes.")
        .takes(ScanObjects.action(), ScanObjects.argument())
        .gives(
            found().when("when action=='start', once it is done"),
            Result.bool("Whether there was one to end, which it soon does")
                .when("when action=='abort'"),
            Result.object(
                    "", field("progress", Result.number("About how much is done, in percent")))
                .when("when action=='status', while one is going on"),
            Result.none().when("when action=='status' otherwise"))
        .cliExample("start '" + EXAMPLE + "'")
        .cliExample("status")
        .cliExample("abort")
        .curlExample("\"start\", " + EXAMPLE)
        .curlExample("\"status\"")
        .curlExample("\"abort\"")
        .build();
  }

  private static Result found() {
    return Result.object(
        "",
        field("success", Result.bool("Whether all coins were looked at")),
        field("txouts", Result.number("How many coins were looked at")),
        field("height", Result.number("The height of the last block")),
        field("bestblock", Result.hex("Its hash")),
        field("unspents", Result.array("", CoinScan.spec())),
        field("total_amount", Result.amount("What those that were found come to, in BTC")));
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    return scans.call(
        call,
        () -> new CoinScan(interruption),
        scan -> {
          var scripts = ScanObjects.scripts(call.json("scanobjects").asArray(), format);
          return work.run(call.turn(), "scantxoutset", () -> run(scan, scripts));
        });
  }

  private Json run(CoinScan scan, Map<Script, String> scripts)
      throws RpcException, InterruptedException {
    try (var snapshot = Waits.answer(ledger.commands().snapshotCoins())) {
      return scan.run(snapshot, scripts, ledger);
    }
  }
}
