package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.List;

/** Headers of blocks, as RPC shows them (Core's blockheaderToJSON). */
public final class HeaderJson {
  private HeaderJson() {}

  /** What {@link #of} gives. */
  static List<Field> fields() {
    return List.of(
        field("hash", Result.hex("The block's hash")),
        field(
            "confirmations",
            Result.number("How many blocks there are from this one on; -1 off the active chain")),
        field("height", Result.number("The height")),
        field("version", Result.number("The version")),
        field("versionHex", Result.hex("The version in hex")),
        field("merkleroot", Result.hex("The root of the transactions' tree")),
        field("time", Result.time("The time, in seconds since 1970")),
        field("mediantime", Result.time("The median of the last eleven times")),
        field("nonce", Result.number("The nonce")),
        field("bits", Result.hex("The target in compact form")),
        field("target", Result.hex("The target")),
        field("difficulty", Result.number("The difficulty")),
        field("chainwork", Result.hex("How many hashes the chain up to here took, on average")),
        field("nTx", Result.number("How many transactions are in the block")),
        optional("previousblockhash", Result.hex("The hash of the block before it")),
        optional("nextblockhash", Result.hex("The hash of the block after it")));
  }

  /** Shows the header of a block. */
  public static JsonObjectBuilder of(IndexedBlock block, ActiveChain chain) {
    var header = block.header();
    var json =
        Json.object()
            .put("hash", block.hash())
            .put("confirmations", chain.contains(block) ? chain.height() - block.height() + 1 : -1)
            .put("height", block.height())
            .put("version", header.version())
            .put("versionHex", "%08x".formatted(header.version()))
            .put("merkleroot", header.merkleRoot())
            .put("time", header.time())
            .put("mediantime", block.medianTimePast())
            .put("nonce", header.nonce());
    Difficulty.put(header.bits(), json)
        .put("chainwork", "%064x".formatted(block.work()))
        .put("nTx", block.transactionCount());
    var previous = block.previous();
    if (previous != null) {
      json.put("previousblockhash", previous.hash());
    }
    var next = chain.next(block);
    if (next != null) {
      json.put("nextblockhash", next.hash());
    }
    return json;
  }
}
