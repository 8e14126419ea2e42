package cairn.rpc.transactions;

import static cairn.rpc.spec.Result.elided;
import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.MempoolEntry;
import cairn.ledger.index.Indexes;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.List;

/** {@code getrawtransaction}: a transaction in the mempool, or in a block. */
public final class GetRawTransaction implements RpcMethod {
  private final Ledger ledger;
  private final Indexes indexes;

  public GetRawTransaction(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
  }

  @Override
  public String name() {
    return "getrawtransaction";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns a transaction of the mempool, or of a block that is named; with -txindex, of"
                + " any block.",
            "With verbosity 0 it comes in hex, with 1 as an object, and with 2 also the outputs"
                + " that it spends and the fee are told, as far as that is stored.")
        .takes(
            Argument.hex("txid", "The transaction id"),
            Argument.number(
                    "verbosity",
                    "0 for hex, 1 for an object, 2 for one that also tells what is spent")
                .or("verbose")
                .orElse(Json.of(0))
                .with(Trait.ANY_TYPE),
            Argument.hex("blockhash", "The hash of the block that it is in").optional())
        .gives(
            Result.string("The transaction, in hex").when("for verbosity = 0"),
            Result.object("", fields(ofPlace(), false)).when("for verbosity = 1"),
            Result.object("", fields(elided("Same output as verbosity = 1", ofPlace()), true))
                .when("for verbosity = 2"))
        .example("\"mytxid\"")
        .cliExample("\"mytxid\" 0 \"myblockhash\"")
        .cliExample("\"mytxid\" 2 \"myblockhash\"")
        .curlExample("\"mytxid\", 1, \"myblockhash\"")
        .build();
  }

  private static List<Field> ofPlace() {
    return List.of(
        optional("in_active_chain", Result.bool("Whether the named block is in the active chain")),
        optional("blockhash", Result.hex("The hash of the block")),
        optional(
            "vsize_adjusted",
            Result.number("The size by which fees count, if it is in the mempool")),
        optional(
            "confirmations",
            Result.number("How many blocks there are from that one on; 0 off the active chain")),
        optional("blocktime", Result.time("The time of the block")),
        optional("time", Result.number("The same")),
        field("hex", Result.hex("The transaction")));
  }

  private static List<Field> fields(List<Field> inBlock, boolean withSpent) {
    var all = new ArrayList<>(inBlock);
    if (withSpent) {
      all.add(optional("fee", Result.number("The fee in BTC, if it is known what was spent")));
    }
    all.addAll(TransactionJson.ownFields(withSpent));
    return all;
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var txid = Parameters.txid(call.json("txid"), "parameter 1");
    if (txid.display().equals(ledger.chain().genesis().header().merkleRoot().display())) {
      throw notFound(
          "The genesis block coinbase is not considered an ordinary transaction and cannot be"
              + " retrieved");
    }
    int verbosity = Parameters.verbosity(call.json("verbosity"));
    if (call.has("blockhash")) {
      return ofBlock(call.blockHash("blockhash", "parameter 3"), txid, verbosity);
    }
    var entry = ledger.mempool().find(txid);
    return entry == null ? ofIndex(call, txid, verbosity) : ofMempool(entry, verbosity);
  }

  private Json ofIndex(Call call, Txid txid, int verbosity)
      throws RpcException, InterruptedException {
    var index =
        indexes
            .transactions()
            .orElseThrow(() ->
                notFoundAnywhere(
                    "No such mempool transaction. Use -txindex or provide a block hash to enable"
                        + " blockchain transaction queries."));
    boolean ready = Waits.answer(call.turn(), index.caughtUp());
    var found =
        TransactionLookup.find(index, txid)
            .orElseThrow(() ->
                notFoundAnywhere(
                    ready
                        ? "No such mempool or blockchain transaction."
                        : "No such mempool transaction. Blockchain transactions are still in the"
                            + " process of being indexed."));
    var transaction = found.transaction();
    if (verbosity <= 0) {
      return Json.of(transaction.serialized());
    }
    List<Coin> spent = List.of();
    if (verbosity > 1 && !transaction.isCoinbase()) {
      spent = spent(found.block()).get(place(block(found.block()), txid) - 1);
    }
    return placed(found.block(), shape().of(transaction, spent).asObject(), Json.object()).build();
  }

  private static RpcException notFoundAnywhere(String message) {
    return notFound(message + " Use gettransaction for wallet transactions.");
  }

  private Json ofMempool(MempoolEntry entry, int verbosity) {
    var transaction = entry.transaction();
    return verbosity <= 0
        ? Json.of(transaction.serialized())
        : Json.object()
            .put("vsize_adjusted", entry.virtualSize())
            .putAll(shape().of(transaction, List.of()).asObject())
            .build();
  }

  private Json ofBlock(BlockHash hash, Txid txid, int verbosity) throws RpcException {
    var where = ledger.index().find(hash);
    if (where == null) {
      throw notFound("Block hash not found");
    }
    if (verbosity <= 0) {
      return Json.of(transaction(where, txid).serialized());
    }
    var json =
        verbosity == 1 ? shape().of(transaction(where, txid), List.of()) : withSpent(where, txid);
    boolean active = ledger.chain().contains(where);
    return placed(where, json.asObject(), Json.object().put("in_active_chain", active)).build();
  }

  /** The transaction of {@code where}; with the index, without reading all of the block. */
  private Transaction transaction(IndexedBlock where, Txid txid) throws RpcException {
    var indexed =
        indexes.transactions().flatMap(index -> TransactionLookup.find(index, txid, where));
    if (indexed.isPresent()) {
      return indexed.get().transaction();
    }
    var block = block(where);
    return block.transactions().get(place(block, txid));
  }

  private Json withSpent(IndexedBlock where, Txid txid) throws RpcException {
    var block = block(where);
    int place = place(block, txid);
    List<Coin> spent = place > 0 ? spent(where).get(place - 1) : List.of();
    return shape().of(block.transactions().get(place), spent);
  }

  private TransactionJson shape() {
    return new TransactionJson(ledger.config().network().addresses(), true);
  }

  private JsonObjectBuilder placed(
      IndexedBlock where, Json.Obj transaction, JsonObjectBuilder json) {
    var chain = ledger.chain();
    boolean active = chain.contains(where);
    json.putAll(transaction)
        .put("blockhash", where.hash())
        .put("confirmations", active ? chain.height() - where.height() + 1 : 0);
    return active ? json.put("time", where.time()).put("blocktime", where.time()) : json;
  }

  private static int place(Block block, Txid txid) throws RpcException {
    int place = block.txids().indexOf(txid);
    if (place < 0) {
      throw notFound(
          "No such transaction found in the provided block. Use gettransaction for wallet"
              + " transactions.");
    }
    return place;
  }

  private Block block(IndexedBlock where) throws RpcException {
    try {
      return ledger.blocks().block(where);
    } catch (BlockUnavailableException e) {
      throw new RpcException(ErrorCode.MISC_ERROR, "Block not available");
    }
  }

  private List<List<Coin>> spent(IndexedBlock where) throws RpcException {
    try {
      return ledger.blocks().spent(where);
    } catch (BlockUnavailableException e) {
      throw new RpcException(
          ErrorCode.INTERNAL_ERROR,
          "Undo data expected but can't be read. This could be due to disk corruption or a"
              + " conflict with a pruning event.");
    }
  }

  private static RpcException notFound(String message) {
    return new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, message);
  }
}
