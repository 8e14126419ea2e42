package cairn.rpc.net;

import cairn.ledger.Ledger;
import cairn.p2p.peer.PeerId;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getblockfrompeer}: asks a peer for a block. */
public final class GetBlockFromPeer implements RpcMethod {
  private final Ledger ledger;
  private final NetworkQuestions network;

  public GetBlockFromPeer(Ledger ledger, NetworkQuestions network) {
    this.ledger = ledger;
    this.network = network;
  }

  @Override
  public String name() {
    return "getblockfrompeer";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Asks a peer for a block that is not stored, and whose header is known.",
            "What the block spent is not stored with it. A peer that does not send it is left; one"
                + " that was asked for it before need not send it any more. Where old blocks are"
                + " deleted, it may soon be again.")
        .takes(
            Argument.hex("blockhash", "The hash of the block"),
            Argument.number("peer_id", "The peer, as getpeerinfo numbers them"))
        .gives(Result.object(""))
        .example("\"00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09\"", "0")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var hash = call.blockHash("blockhash");
    var peer = new PeerId(call.number("peer_id"));
    var block = ledger.index().find(hash);
    if (block == null) {
      throw refused("Block header missing");
    }
    if (ledger.config().prunes() && block.height() > ledger.chain().height()) {
      throw refused(
          "In prune mode, only blocks that the node has already synced previously can be fetched"
              + " from a peer");
    }
    if (block.hasData()) {
      throw refused("Block already downloaded");
    }
    if (ledger.state().isImporting() || ledger.state().isReindexing()) {
      throw refused("Loading blocks ...");
    }
    var refusal = network.ask(call, control -> control.fetch(peer, block));
    if (refusal.isPresent()) {
      throw refused(refusal.get());
    }
    return Json.object().build();
  }

  private static RpcException refused(String why) {
    return new RpcException(ErrorCode.MISC_ERROR, why);
  }
}
