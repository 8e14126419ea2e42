package cairn.rpc.blockchain;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.index.IndexedTransaction;
import cairn.ledger.index.Indexes;
import cairn.ledger.index.TransactionIndex;
import cairn.p2p.wire.PartialMerkleTree;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code gettxoutproof}: proves that transactions are in a block. */
public final class GetTxOutProof implements RpcMethod {
  /** More outputs a transaction cannot have: each weighs 36 units at least. */
  private static final int MAX_OUTPUTS = 4_000_000 / 36;

  /** How many coins are looked for at a time, so that the chain can go on in between. */
  private static final int BATCH = 1000;

  private final Ledger ledger;
  private final Indexes indexes;

  public GetTxOutProof(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
  }

  @Override
  public String name() {
    return "gettxoutproof";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns a proof that transactions are in a block.",
            "Unless the block is named or there is a -txindex, one of them must have an output that"
                + " is not spent: by that the block is found.")
        .takes(
            Argument.array("txids", "The transactions", Argument.hex("txid", "An id").optional()),
            Argument.hex("blockhash", "The hash of the block that they are in").optional())
        .gives(Result.string("The proof, in hex."))
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var txids = txids(call.json("txids").asArray());
    var where =
        call.has("blockhash")
            ? Blocks.find(ledger.index(), call.blockHash("blockhash"))
            : find(call, txids);
    var block = block(where);
    var matches = new BitSet();
    var all = block.txids();
    IntStream.range(0, all.size()).filter(i -> txids.contains(all.get(i))).forEach(matches::set);
    if (matches.cardinality() != txids.size()) {
      throw new RpcException(
          ErrorCode.INVALID_ADDRESS_OR_KEY,
          "Not all transactions found in specified or retrieved block");
    }
    var proof = new ByteWriter();
    block.header().write(proof);
    PartialMerkleTree.of(all, matches).write(proof);
    return Json.of(proof.toBytes());
  }

  private static Set<Txid> txids(List<Json> texts) throws RpcException {
    if (texts.isEmpty()) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Parameter 'txids' cannot be empty");
    }
    var txids = new LinkedHashSet<Txid>();
    for (var text : texts) {
      if (!txids.add(Parameters.txid(text, "txid"))) {
        throw new RpcException(
            ErrorCode.INVALID_PARAMETER, "Invalid parameter, duplicated txid: " + text.asString());
      }
    }
    return txids;
  }

  private IndexedBlock find(Call call, Set<Txid> txids) throws RpcException, InterruptedException {
    var index = indexes.transactions();
    if (index.isPresent()) {
      Waits.answer(call.turn(), index.get().caughtUp());
      var found = find(index.get(), txids.iterator().next());
      if (found.isPresent()) {
        return found.get();
      }
    }
    for (var txid : txids) {
      var height = height(call, txid);
      var block = height.map(ledger.chain()::at);
      if (block.isPresent()) {
        return block.get();
      }
    }
    throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Transaction not yet in block");
  }

  private static Optional<IndexedBlock> find(TransactionIndex index, Txid txid)
      throws RpcException {
    try {
      return index.find(txid).map(IndexedTransaction::block);
    } catch (BlockUnavailableException e) {
      throw Blocks.unavailable(e);
    }
  }

  /** The height of a transaction some of whose outputs are coins. */
  private Optional<Integer> height(Call call, Txid txid) throws RpcException, InterruptedException {
    for (int from = 0; from < MAX_OUTPUTS; from += BATCH) {
      var outPoints =
          IntStream.range(from, from + BATCH).mapToObj(i -> new OutPoint(txid, i)).toList();
      var coins = Waits.answer(call.turn(), ledger.commands().coins(outPoints));
      if (!coins.isEmpty()) {
        return Optional.of(coins.values().iterator().next().height());
      }
    }
    return Optional.empty();
  }

  private Block block(IndexedBlock where) throws RpcException {
    try {
      return ledger.blocks().block(where);
    } catch (BlockUnavailableException e) {
      throw Blocks.unavailable(e);
    }
  }
}
