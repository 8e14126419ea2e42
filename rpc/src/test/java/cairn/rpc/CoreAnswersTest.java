package cairn.rpc;

class CoreAnswersTest extends CoreConversation {
  CoreAnswersTest() {
    super("core-answers.txt");
  }
}
