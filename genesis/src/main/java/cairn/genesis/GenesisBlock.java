package cairn.genesis;

import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleTree;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.ScriptNumber;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a genesis block is made of. All have the same form: a coinbase with one output, and a
 * message in its scriptSig.
 *
 * @param time seconds since 1970, 0 to 2^32 - 1
 * @param bits the target in compact form, 0 to 2^32 - 1
 * @param nonce 0 to 2^32 - 1
 * @param message what the coinbase says, 1 to {@link #MAX_MESSAGE_LENGTH} bytes of UTF-8
 * @param scriptPubKey of the one output, which can never be spent
 */
record GenesisBlock(
    int version,
    long time,
    long bits,
    long nonce,
    String message,
    Script scriptPubKey,
    Amount reward) {
  /** What a coinbase's scriptSig may have, 100 bytes, less the pushes around the message. */
  static final int MAX_MESSAGE_LENGTH = 91;

  /** Satoshi pushed the bits of the main network's genesis block, and a 4; all others followed. */
  private static final long FIRST_PUSH = 0x1d00ffff;

  private static final long SECOND_PUSH = 4;

  /** What {@code block}, which {@link #toBlock} made, is made of. */
  static GenesisBlock of(Block block) {
    var header = block.header();
    var coinbase = block.transactions().getFirst();
    var message = coinbase.inputs().getFirst().scriptSig().lastPush();
    var output = coinbase.outputs().getFirst();
    if (message == null) {
      throw new IllegalArgumentException("not a genesis block: its scriptSig does not only push");
    }
    return new GenesisBlock(
        header.version(),
        header.time(),
        header.bits(),
        header.nonce(),
        new String(message.bytes().toArray(), StandardCharsets.UTF_8),
        output.scriptPubKey(),
        output.value());
  }

  GenesisBlock with(long time, long nonce) {
    return new GenesisBlock(version, time, bits, nonce, message, scriptPubKey, reward);
  }

  Block toBlock() {
    var scriptSig =
        new ScriptBuilder()
            .number(FIRST_PUSH)
            .push(ScriptNumber.encode(SECOND_PUSH))
            .push(Bytes.wrap(message.getBytes(StandardCharsets.UTF_8)))
            .build();
    var coinbase =
        Transaction.of(
            1,
            List.of(new TxIn(OutPoint.NULL, scriptSig, TxIn.SEQUENCE_FINAL)),
            List.of(new TxOut(reward, scriptPubKey)),
            0);
    var merkleRoot = MerkleTree.of(List.of(coinbase.txid())).root();
    var header = new BlockHeader(version, BlockHash.ZERO, merkleRoot, time, bits, nonce);
    return Block.of(header, List.of(coinbase));
  }
}
