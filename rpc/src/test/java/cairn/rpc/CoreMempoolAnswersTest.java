package cairn.rpc;

class CoreMempoolAnswersTest extends CoreConversation {
  CoreMempoolAnswersTest() {
    super("core-answers-mempool.txt");
  }
}
