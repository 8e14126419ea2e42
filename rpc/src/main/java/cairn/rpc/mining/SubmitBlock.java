package cairn.rpc.mining;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.ledger.BlockAnswer;
import cairn.ledger.Ledger;
import cairn.ledger.mining.BlockAssembler;
import cairn.ledger.rules.Place;
import cairn.primitives.Block;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code submitblock}: hands a block to the node (BIP 22). */
public final class SubmitBlock implements RpcMethod {
  private final Ledger ledger;

  public SubmitBlock(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "submitblock";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Hands a block to the node (BIP 22).")
        .takes(
            Argument.hex("hexdata", "the block"),
            Argument.string("dummy", "not looked at").orElse("ignored").with(Trait.PLACEHOLDER))
        .gives(
            Result.none().when("If the block was accepted"),
            Result.string("Why not, in the words of BIP 22").when("Otherwise"))
        .example("\"mydata\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var block = complete(BlockSubmission.decode(call.text("hexdata")));
    boolean wasThere = isInChain(block);
    var answer = BlockSubmission.submit(call.turn(), ledger, block);
    return switch (answer) {
      case BlockAnswer.Accepted(_, var isNew) when !isNew -> Json.of("duplicate");
      case BlockAnswer.Accepted(var where, _) ->
          where.isFullyValid() && !wasThere ? NULL : Json.of("inconclusive");
      case BlockAnswer.Ignored _ -> Json.of("inconclusive");
      case BlockAnswer.Refused(var why, _) -> Json.of(why.code());
      case BlockAnswer.Dropped _ ->
          throw new RpcException(
              ErrorCode.VERIFY_ERROR, "Too many blocks are waiting; submit it again later");
    };
  }

  /** Such a block may be stored again, if it was pruned, but nothing about it is decided then. */
  private boolean isInChain(Block block) {
    var known = ledger.index().find(block.hash());
    return known != null && ledger.chain().contains(known);
  }

  /** With what miners may leave to the node. */
  private Block complete(Block block) {
    var previous = ledger.index().find(block.header().previous());
    if (previous == null) {
      return block;
    }
    var consensus = ledger.config().network().consensus();
    return BlockAssembler.withReservedValue(block, new Place(consensus, previous));
  }
}
