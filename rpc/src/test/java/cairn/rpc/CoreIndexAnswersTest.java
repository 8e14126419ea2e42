package cairn.rpc;

import cairn.genesis.Networks;
import cairn.ledger.LedgerConfig;
import cairn.ledger.index.IndexOptions;
import java.nio.file.Path;

class CoreIndexAnswersTest extends CoreConversation {
  CoreIndexAnswersTest() {
    super("core-answers-indexes.txt");
  }

  @Override
  TestNode node(Path directory) {
    return new TestNode(
        directory,
        LedgerConfig.NEVER_PRUNE,
        Networks.regtest(),
        new IndexOptions(true, true, true, true, false));
  }
}
