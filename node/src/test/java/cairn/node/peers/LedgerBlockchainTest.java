package cairn.node.peers;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.ChainBuilder;
import cairn.ledger.Ledger;
import cairn.p2p.BlockFault;
import cairn.p2p.Blockchain.BlockAnswer;
import cairn.p2p.Blockchain.HeadersAnswer;
import cairn.p2p.BlockchainListener;
import cairn.p2p.KnownBlock;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("the log") // as ledgers write to it, and other tests read it
@Timeout(120)
class LedgerBlockchainTest {
  private static final ChainBuilder CHAIN = ChainBuilder.regtest().mine(5);

  @TempDir private Path directory;
  private final ExecutorService peers = Executors.newSingleThreadExecutor();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private Ledger ledger;
  private LedgerBlockchain chain;

  @BeforeEach
  void open() throws Exception {
    open(Networks.regtest());
  }

  private void open(Network network) throws IOException {
    var files = Files.createDirectory(directory.resolve(network.name()));
    var blocks = Files.createDirectory(files.resolve("blocks"));
    var config = SmallLedger.config(network, files, blocks, InstantSource.system());
    ledger = Ledger.open(config, () -> false);
    chain = new LedgerBlockchain(ledger, peers, readers);
  }

  @AfterEach
  void close() {
    ledger.close();
    peers.close();
    readers.close();
  }

  private static <T> T answer(Consumer<Consumer<T>> question) throws Exception {
    var answer = new CompletableFuture<T>();
    question.accept(answer::complete);
    return answer.get(1, TimeUnit.MINUTES);
  }

  private BlockAnswer submit(Block block) throws Exception {
    return answer(back -> chain.submitBlock(block, true, true, back));
  }

  private KnownBlock find(Block block) {
    return Objects.requireNonNull(chain.find(block.hash()));
  }

  @Test
  void takesInHeaders() throws Exception {
    var headers = CHAIN.blocks().stream().skip(1).map(Block::header).toList();
    HeadersAnswer few = answer(back -> chain.submitHeaders(headers.subList(0, 2), false, back));
    assertThat(few)
        .isEqualTo(new HeadersAnswer.Refused(BlockFault.LOW_WORK, "too-little-chainwork"));
    HeadersAnswer all = answer(back -> chain.submitHeaders(headers, true, back));
    assertThat(all).isEqualTo(new HeadersAnswer.Accepted(find(CHAIN.tip())));
    assertThat(chain.bestHeader()).isEqualTo(find(CHAIN.tip()));
    assertThat(chain.tip().height()).isZero();
    assertThat(chain.bestHeader().hasData()).isFalse();
    assertThat(chain.bestHeader().hasAllData()).isFalse();
    assertThat(chain.fork(chain.bestHeader())).isEqualTo(chain.tip());
  }

  @Test
  void takesInBlocksAndAnswersInTheirOrder() throws Exception {
    var answers = new ArrayList<BlockAnswer>();
    for (var block : CHAIN.blocks()) {
      chain.submitBlock(block, true, true, answers::add);
    }
    submit(CHAIN.block(1));
    assertThat(answers)
        .containsExactlyElementsOf(
            CHAIN.blocks().stream()
                .map(block -> (BlockAnswer) new BlockAnswer.Accepted(find(block), isMined(block)))
                .toList());
    assertThat(chain.tip()).isEqualTo(find(CHAIN.tip()));
    assertThat(chain.at(3)).isEqualTo(find(CHAIN.block(3)));
    assertThat(chain.at(6)).isNull();
    assertThat(chain.isActive(find(CHAIN.block(4)))).isTrue();
    assertThat(chain.tip().isFullyValid() && chain.tip().hasAllData()).isTrue();
    assertThat(chain.tip().ancestor(4)).isEqualTo(chain.tip().previous());
  }

  private static boolean isMined(Block block) {
    return !block.equals(CHAIN.block(0));
  }

  @Test
  void tellsWhatIsWrongWithABlock() throws Exception {
    assertThat(submit(CHAIN.block(2)))
        .isEqualTo(new BlockAnswer.Refused(BlockFault.MISSING_PREVIOUS, "prev-blk-not-found"));
    var greedy = ChainBuilder.regtest().draft().coinbaseSats(51_0000_0000L).mine();
    assertThat(submit(greedy))
        .isInstanceOfSatisfying(
            BlockAnswer.Refused.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(BlockFault.CONSENSUS);
              assertThat(refused.reason()).startsWith("bad-cb-amount");
            });
    assertThat(find(greedy).isFailed()).isTrue();
    submit(CHAIN.block(1));
    submit(CHAIN.block(2));
    var unwanted = ChainBuilder.regtest().draft().nonce(99).mine();
    BlockAnswer ignored = answer(back -> chain.submitBlock(unwanted, false, true, back));
    assertThat(ignored).isEqualTo(new BlockAnswer.Ignored());
  }

  @Test
  void readsBlocks() throws Exception {
    submit(CHAIN.block(1));
    var block = find(CHAIN.block(1));
    Optional<Bytes> whole = answer(back -> chain.readBlock(block, true, back));
    assertThat(whole).contains(CHAIN.block(1).serialized());
    Optional<Bytes> stripped = answer(back -> chain.readBlock(block, false, back));
    var read = Block.decode(stripped.orElseThrow());
    assertThat(read.hash()).isEqualTo(block.hash());
    assertThat(read.transactions()).noneMatch(transaction -> transaction.hasWitness());
    assertThat(read.totalSize()).isLessThan(CHAIN.block(1).totalSize());
    Optional<Block> loaded = answer(back -> chain.loadBlock(block, back));
    assertThat(loaded.orElseThrow().serialized()).isEqualTo(CHAIN.block(1).serialized());
    Files.delete(directory.resolve("regtest/blocks/blk00000.dat"));
    Optional<Bytes> gone = answer(back -> chain.readBlock(block, true, back));
    assertThat(gone).isEmpty();
  }

  @Test
  void tellsPeersOnTheirThread() throws Exception {
    var heard = new ArrayList<String>();
    ledger.listen(new ChainNews(new Notes(heard), peers));
    submit(CHAIN.block(1));
    submit(CHAIN.block(2));
    var fork = CHAIN.fork(1);
    var branch = List.of(fork.add(fork.draft().nonce(1 << 20).mine()), fork.mine());
    for (var block : branch) {
      submit(block);
    }
    var bad = fork.draft().coinbaseSats(51_0000_0000L).mine();
    submit(bad);
    assertThat(heard)
        .containsExactly(
            "fresh 1",
            "good",
            "+1",
            "tip 1 after 0",
            "fresh 2",
            "good",
            "+2",
            "tip 2 after 1",
            "-2",
            "good",
            "+2",
            "good",
            "+3",
            "tip 3 after 1",
            "fresh 4",
            "bad-cb-amount");
  }

  @Test
  void hasTheChainWaitForPeersThatHaveMuchToHear() throws Exception {
    var waiting = new LinkedBlockingQueue<Runnable>();
    var news = new ChainNews(new Notes(new ArrayList<>()), waiting::add);
    var teller = Thread.ofPlatform().start(() -> tellOf(50_000, news));
    var most = ChainNews.MAX_BYTES / ChainNews.NEWS_BYTES;
    while (teller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
      assertThat(waiting).hasSizeLessThanOrEqualTo(most);
    }
    assertThat(waiting).hasSizeGreaterThan(most / 2);
    for (int i = 0; i < 10_000; i++) {
      waiting.take().run();
    }
    news.close(); // as when the node ends
    teller.join();
  }

  private void tellOf(int times, ChainNews news) {
    for (int i = 0; i < times; i++) {
      news.blockConnected(ledger.chain().tip(), CHAIN.block(0));
    }
  }

  /** Notes what is heard, all on one thread. */
  private record Notes(List<String> heard) implements BlockchainListener {
    @Override
    public void fresh(KnownBlock block, Block contents) {
      heard.add("fresh " + block.height());
    }

    @Override
    public void checked(BlockHash block, Optional<BlockAnswer.Refused> refusal) {
      heard.add(refusal.map(why -> why.reason().split(",", 2)[0]).orElse("good"));
    }

    @Override
    public void connected(KnownBlock block, Block contents) {
      heard.add("+" + block.height());
    }

    @Override
    public void disconnected(KnownBlock block, Block contents) {
      heard.add("-" + block.height());
    }

    @Override
    public void newTip(KnownBlock tip, KnownBlock fork) {
      heard.add("tip " + tip.height() + " after " + fork.height());
    }
  }

  @Test
  void knowsWhichChangesOfDifficultyAreAllowed() throws Exception {
    ledger.close();
    open(Networks.main());
    long bits = Networks.main().genesis().header().bits();
    assertThat(chain.permitsTransition(1, bits, bits)).isTrue();
    assertThat(chain.permitsTransition(1, bits, bits - 1)).isFalse();
    assertThat(chain.permitsTransition(2016, bits, bits - 1)).isTrue();
  }

  @Test
  void knowsHowFarTheChainIs() {
    assertThat(chain.isInitialBlockDownload()).isFalse();
    assertThat(chain.isImporting()).isFalse();
  }
}
