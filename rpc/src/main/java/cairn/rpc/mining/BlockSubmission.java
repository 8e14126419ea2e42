package cairn.rpc.mining;

import cairn.ledger.BlockAnswer;
import cairn.ledger.Ledger;
import cairn.primitives.Block;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.http.Turn;

/** Hands blocks to the node that have cost work. */
final class BlockSubmission {
  /** How often a block is handed over for which there is no room. */
  private static final int ATTEMPTS = 5;

  private BlockSubmission() {}

  /** The block that miners have written in hex. */
  static Block decode(String hex) throws RpcException {
    try {
      return Block.read(new ByteReader(Bytes.fromHex(hex))); // what follows it does not matter
    } catch (DecodeException | IllegalArgumentException e) {
      throw new RpcException(ErrorCode.DESERIALIZATION_ERROR, "Block decode failed");
    }
  }

  /** What becomes of the block; it is dropped only if there is no room for it for long. */
  static BlockAnswer submit(Turn turn, Ledger ledger, Block block)
      throws RpcException, InterruptedException {
    var commands = ledger.commands();
    var answer = Waits.answer(turn, commands.submitBlock(block, true, true));
    for (int i = 1; i < ATTEMPTS && answer instanceof BlockAnswer.Dropped; i++) {
      Waits.answer(turn, commands.settle()); // after which there was room
      answer = Waits.answer(turn, commands.submitBlock(block, true, true));
    }
    return answer;
  }
}
