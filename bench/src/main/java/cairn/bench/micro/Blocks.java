package cairn.bench.micro;

import cairn.bench.chain.ChainGenerator;
import cairn.genesis.Networks;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Rule;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a full block and checking its contents, next to hashing its bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Blocks {
  private final Block block = FullBlock.make();
  private final Bytes bytes = block.serialized();
  private final List<Rule<Block>> rules = BlockContents.rules(Networks.regtest());

  @Benchmark
  public Bytes hashBytes() {
    return Sha256.doubleHash(bytes);
  }

  @Benchmark
  public Block parse() throws DecodeException {
    return Block.decode(bytes);
  }

  @Benchmark
  public Verdict checkContents() {
    return Rule.firstFailure(rules, block);
  }

  /** Makes a block as the main network's are. */
  static final class FullBlock {
    /** At this height the generator has made coins enough. */
    private static final int HEIGHT = 115;

    private FullBlock() {}

    static Block make() {
      var generator = new ChainGenerator(1);
      var block = generator.next();
      for (int height = 2; height <= HEIGHT; height++) {
        block = generator.next();
      }
      return block;
    }
  }
}
