package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.p2p.wire.PartialMerkleTree;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code verifytxoutproof}: which transactions a proof shows to be in a block. */
public final class VerifyTxOutProof implements RpcMethod {
  private final Ledger ledger;

  public VerifyTxOutProof(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "verifytxoutproof";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns which transactions a proof shows to be in a block of the active chain.",
            "It fails if there is no such block.")
        .takes(Argument.hex("proof", "The proof, as gettxoutproof makes it"))
        .gives(Result.array("", Result.hex("An id; there are none if the proof proves nothing.")))
        .build();
  }

  /** A proof. */
  private record Proof(BlockHeader header, PartialMerkleTree tree) {
    static Proof read(Bytes bytes) throws DecodeException {
      var in = new ByteReader(bytes); // what follows it does not matter
      return new Proof(BlockHeader.read(in), PartialMerkleTree.read(in));
    }
  }

  @Override
  public Json call(Call call) throws RpcException {
    var proof = decode(Parameters.hex(call.json("proof"), "proof"));
    var matches = proof.tree().extract();
    if (matches.isEmpty() || !matches.get().root().equals(proof.header().merkleRoot())) {
      return Json.Arr.EMPTY;
    }
    var block = ledger.index().find(proof.header().hash());
    if (block == null || !ledger.chain().contains(block) || block.transactionCount() == 0) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Block not found in chain");
    }
    // Another count could make a part of the tree look like a transaction (CVE-2017-12842).
    if (block.transactionCount() != proof.tree().transactionCount()) {
      return Json.Arr.EMPTY;
    }
    return new Json.Arr(
        matches.get().transactions().stream().map(match -> Json.of(match.txid())).toList());
  }

  private static Proof decode(Bytes bytes) throws RpcException {
    try {
      return Proof.read(bytes);
    } catch (DecodeException e) {
      throw new RpcException(ErrorCode.MISC_ERROR, "Proof decode failed");
    }
  }
}
