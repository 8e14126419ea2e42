package cairn.p2p.host;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Something that is asked on another thread, and its answer. */
final class Question<T> implements Runnable {
  private final Callable<T> question;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  Question(Callable<T> question) {
    this.question = question;
  }

  CompletableFuture<T> answer() {
    return answer;
  }

  @Override
  public void run() {
    try {
      answer.complete(question.call());
    } catch (Exception | AssertionError | StackOverflowError e) {
      answer.completeExceptionally(e);
    }
  }

  /** There will be no answer; nothing happens if there is one. */
  void refuse() {
    answer.cancel(false);
  }
}
