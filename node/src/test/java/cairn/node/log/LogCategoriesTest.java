package cairn.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.LogCategory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCategoriesTest {
  @ParameterizedTest
  @CsvSource({
    "cairn.ledger.chain.Chainstate,       VALIDATION",
    "cairn.ledger.chain.Importer,         REINDEX",
    "cairn.ledger.chain.ImporterOther,    VALIDATION",
    "cairn.ledger.chain.Pruner,           PRUNE",
    "cairn.ledger.blockfiles.BlockFiles,  BLOCKSTORAGE",
    "cairn.ledger.store.HeaderStore,      COINDB",
    "cairn.p2p.net.Socket,                NET",
    "cairn.p2p.relay.TransactionRelay,    NET",
    "cairn.p2p.relay.mempool,             MEMPOOL",
    "cairn.p2p.relay.mempoolrej,          MEMPOOLREJ",
    "cairn.p2p.relay.txpackages,          TXPACKAGES",
    "cairn.node.Node,",
    "cairn,",
    "org.rocksdb.RocksDB,",
    "'',",
  })
  void belongToLoggersByTheLongestNameTheyBeginWith(String logger, @Nullable LogCategory category) {
    assertThat(LogCategories.of(logger)).isEqualTo(category);
  }
}
