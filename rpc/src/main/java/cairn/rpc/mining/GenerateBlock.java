package cairn.rpc.mining;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Mempool;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.HexTransaction;
import java.util.ArrayList;
import java.util.List;

/** {@code generateblock}: mines a block with certain transactions. */
public final class GenerateBlock implements RpcMethod {
  private final Miner miner;
  private final Mempool mempool;
  private final AddressFormat format;

  public GenerateBlock(Miner miner, Mempool mempool, AddressFormat format) {
    this.miner = miner;
    this.mempool = mempool;
    this.format = format;
  }

  @Override
  public String name() {
    return "generateblock";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Mines a block with certain transactions in this order, and returns its hash.",
            "Their fees are not collected.")
        .takes(
            Argument.string("output", "Who gets the coins: an address, addr(...) or raw(...)."),
            Argument.array(
                "transactions",
                "The transactions, each in hex or by the id that it has in the mempool.\n"
                    + "All must be valid in this order.",
                Argument.hex("rawtx/txid", "").optional()),
            Argument.bool("submit", "Whether to hand the block to the node, or to return it.")
                .orElse(Json.of(true)))
        .gives(
            Result.object(
                "",
                field("hash", Result.hex("its hash")),
                optional("hex", Result.hex("the block, if it was not handed to the node"))))
        .exampleNote("Mine a block that has one transaction besides the coinbase")
        .cliExample("\"myaddress\" '[\"rawtx\"]'")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var output = OutputScript.of(call.text("output"), format);
    var transactions = transactions(call.json("transactions").asArray());
    boolean submit = call.flag("submit");
    var block =
        miner
            .mineWith(call, output, transactions)
            .orElseThrow(() -> new RpcException(ErrorCode.MISC_ERROR, "Failed to make block."));
    var json = Json.object().put("hash", block.hash());
    if (submit) {
      miner.submit(call, block);
    } else {
      json.put("hex", block.serialized());
    }
    return json.build();
  }

  private List<Transaction> transactions(List<Json> texts) throws RpcException {
    var transactions = new ArrayList<Transaction>();
    for (var json : texts) {
      var text = json.asString();
      transactions.add(
          Parameters.isHash(text)
              ? ofMempool(text)
              : HexTransaction.decodeComplete(
                  text,
                  "Transaction decode failed for %s. Make sure the tx has at least one input."
                      .formatted(text)));
    }
    return transactions;
  }

  private Transaction ofMempool(String txid) throws RpcException {
    var entry = mempool.find(Txid.fromDisplay(txid));
    if (entry == null) {
      throw new RpcException(
          ErrorCode.INVALID_ADDRESS_OR_KEY, "Transaction %s not in mempool.".formatted(txid));
    }
    return entry.transaction();
  }
}
