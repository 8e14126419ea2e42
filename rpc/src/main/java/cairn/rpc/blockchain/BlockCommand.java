package cairn.rpc.blockchain;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.concurrent.CompletableFuture;

/** Has the ledger do something about a block that the operator names. */
abstract class BlockCommand implements RpcMethod {
  private final Ledger ledger;
  private final MethodSpec spec;

  BlockCommand(Ledger ledger, String name, String... description) {
    this.ledger = ledger;
    this.spec =
        MethodSpec.of(name, description)
            .takes(Argument.hex("blockhash", "The hash of the block"))
            .gives(Result.none())
            .example("\"blockhash\"")
            .build();
  }

  @Override
  public final String name() {
    return spec.name();
  }

  @Override
  public final MethodSpec spec() {
    return spec;
  }

  @Override
  public final Json call(Call call) throws RpcException, InterruptedException {
    var block = Blocks.find(ledger.index(), call.blockHash("blockhash"));
    Waits.answer(call.turn(), give(ledger.commands(), block));
    return NULL;
  }

  abstract CompletableFuture<Void> give(LedgerCommands commands, IndexedBlock block);
}
