package cairn.rpc;

import cairn.genesis.Networks;
import cairn.ledger.LedgerConfig;
import cairn.ledger.index.IndexOptions;
import java.nio.file.Path;

class CoreRestIndexAnswersTest extends CoreRestConversation {
  CoreRestIndexAnswersTest() {
    super("core-answers-rest-indexes.txt");
  }

  @Override
  TestNode node(Path directory) {
    var node =
        new TestNode(
            directory,
            LedgerConfig.NEVER_PRUNE,
            Networks.regtest(),
            new IndexOptions(true, true, true, true, false));
    // until they have had a first look at the chain, requests do not wait for them
    for (var index : node.indexes.all()) {
      while (!index.isSynced()) {
        Thread.onSpinWait();
      }
    }
    return node;
  }
}
