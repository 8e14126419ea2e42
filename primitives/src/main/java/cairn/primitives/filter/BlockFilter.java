package cairn.primitives.filter;

import static cairn.primitives.Opcode.OP_RETURN;

import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.FilterHash;
import cairn.primitives.FilterHeader;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import java.util.Collection;
import java.util.HashSet;

/**
 * The basic filter of a block (BIP 158): the scripts of its outputs and of the outputs it spends.
 *
 * @param block keys the filter, so that no script matches falsely in every block
 */
public record BlockFilter(BlockHash block, GolombSet scripts) {
  /** BIP 158's number of the basic filter, as messages and RPC have it. */
  public static final int BASIC = 0;

  /**
   * Makes the filter of {@code block}.
   *
   * @param spent the scripts of the outputs that its inputs spend, in any order
   */
  public static BlockFilter of(Block block, Collection<Script> spent) {
    var elements = new HashSet<Bytes>();
    for (var transaction : block.transactions()) {
      for (var output : transaction.outputs()) {
        var script = output.scriptPubKey().bytes();
        if (!script.isEmpty() && script.unsigned(0) != OP_RETURN) {
          elements.add(script);
        }
      }
    }
    for (var script : spent) {
      if (!script.isEmpty()) {
        elements.add(script.bytes());
      }
    }
    return new BlockFilter(
        block.hash(), GolombSet.of(k0(block.hash()), k1(block.hash()), elements));
  }

  /**
   * Reads the filter of a block.
   *
   * @throws DecodeException if {@code bytes} is not a filter
   */
  public static BlockFilter decode(BlockHash block, Bytes bytes) throws DecodeException {
    return new BlockFilter(block, GolombSet.decode(k0(block), k1(block), bytes));
  }

  /** The bytes that go over the wire: how many elements, and the elements. */
  public Bytes serialized() {
    return scripts.serialized();
  }

  /** Whether one of {@code candidates} may be among the scripts; one in 784,931 matches falsely. */
  public boolean matchesAny(Collection<Script> candidates) {
    return scripts.containsAny(candidates.stream().map(Script::bytes).toList());
  }

  public FilterHash hash() {
    return FilterHash.fromWire(Sha256.doubleHash(serialized()).toArray(), 0);
  }

  /**
   * The header of this filter.
   *
   * @param previous the header of the block before; {@link FilterHeader#ZERO} for a genesis block
   */
  public FilterHeader header(FilterHeader previous) {
    return header(hash(), previous);
  }

  /** The header of the filter with this hash, after that of the block before. */
  public static FilterHeader header(FilterHash filter, FilterHeader previous) {
    var both = filter.bytes().concat(previous.bytes());
    return FilterHeader.fromWire(Sha256.doubleHash(both).toArray(), 0);
  }

  private static long k0(BlockHash block) {
    return Long.reverseBytes(block.w0());
  }

  private static long k1(BlockHash block) {
    return Long.reverseBytes(block.w1());
  }
}
