package cairn.genesis;

import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.MerkleRoot;
import cairn.primitives.Target;
import java.nio.charset.StandardCharsets;

/** Reads a genesis block from its part of the JSON form, and checks that it is the one it names. */
final class GenesisReader {
  private static final long MAX_UINT32 = 0xffffffffL;

  private GenesisReader() {}

  /**
   * Reads the block. Whether it has its proof of work is left to the caller.
   *
   * @param limit the easiest target that the network has
   */
  static Block read(Fields in, Target limit) throws NetworkFormatException {
    var hash = in.blockHash("hash");
    var merkleRoot = in.text("merkleRoot", Fields.HASH, MerkleRoot::fromDisplay);
    int version = in.number("version", Integer.MIN_VALUE, Integer.MAX_VALUE);
    long time = in.number("time", 0, MAX_UINT32);
    long bits = in.uint32InHex("bits");
    long nonce = in.number("nonce", 0, MAX_UINT32);
    var message =
        in.text(
            "message",
            "1 to " + GenesisBlock.MAX_MESSAGE_LENGTH + " bytes of UTF-8",
            GenesisReader::message);
    var scriptPubKey = in.script("scriptPubKey");
    var reward = new Amount(in.number("reward", 0, Amount.MAX.sats()));
    in.end();

    if (Target.fromCompact(bits).filter(target -> target.compareTo(limit) <= 0).isEmpty()) {
      throw in.problem("bits", "not a target, or an easier one than consensus.proofOfWork.limit");
    }
    var block =
        new GenesisBlock(version, time, bits, nonce, message, scriptPubKey, reward).toBlock();
    if (!block.header().merkleRoot().equals(merkleRoot)) {
      throw in.problem(
          "merkleRoot", "the coinbase gives " + block.header().merkleRoot() + ", not this");
    }
    if (!block.hash().equals(hash)) {
      throw in.problem("hash", "the header gives " + block.hash() + ", not this");
    }
    return block;
  }

  private static String message(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > GenesisBlock.MAX_MESSAGE_LENGTH) {
      throw new IllegalArgumentException("too short or too long");
    }
    return text;
  }
}
