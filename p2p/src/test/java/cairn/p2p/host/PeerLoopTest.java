package cairn.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.transport.Frame;
import cairn.primitives.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerLoopTest {
  private final PeerLoop<String> loop = new PeerLoop<>();
  private final RecordingWork work = new RecordingWork();
  private final Inbox<String> anna = new Inbox<>("anna");
  private final Inbox<String> bert = new Inbox<>("bert");

  /** Writes down what is done, and stops the loop after the last of what was expected. */
  private final class RecordingWork implements PeerLoop.Work<String> {
    final List<String> done = new ArrayList<>();
    final Set<String> busy = new HashSet<>();
    final Queue<Runnable> due = new ArrayDeque<>();
    Runnable whenAsked = () -> {};
    int expected = 1;

    void did(String what) {
      done.add(what);
      if (done.size() == expected) {
        loop.stop();
      }
    }

    @Override
    public boolean isReadyFor(String from, Frame next) {
      whenAsked.run();
      return !busy.contains(from);
    }

    @Override
    public void take(String from, Frame message) {
      did(from + " " + message.command());
    }

    @Override
    public boolean tick() {
      var task = due.poll();
      if (task != null) {
        task.run();
      }
      return task != null;
    }

    @Override
    public Duration untilTick() {
      return due.isEmpty() ? Duration.ofDays(1) : Duration.ZERO;
    }

    @Override
    public void failed(Throwable cause) {
      did("failed: " + cause.getMessage());
    }
  }

  private List<String> run(int expected) throws InterruptedException {
    work.expected = expected;
    loop.run(work);
    return work.done;
  }

  private void send(Inbox<String> from, String... commands) {
    for (var command : commands) {
      loop.arrived(from, new Frame(command, Bytes.EMPTY));
    }
  }

  @Test
  void takesOneMessageOfEachInTurn() throws InterruptedException {
    send(anna, "1", "2", "3");
    send(bert, "4", "5");
    assertThat(run(5)).containsExactly("anna 1", "bert 4", "anna 2", "bert 5", "anna 3");
  }

  @Test
  void takesMessagesThatComeWhileItWorks() throws InterruptedException {
    loop.post(() -> send(bert, "2"));
    send(anna, "1");
    assertThat(run(2)).containsExactly("anna 1", "bert 2");
  }

  @Test
  void doesWhatItIsAskedToInOrder() throws InterruptedException {
    loop.post(() -> work.did("a"));
    loop.post(() -> work.did("b"));
    assertThat(run(2)).containsExactly("a", "b");
  }

  @Test
  void takesMessagesThoughThereIsAlwaysSomethingElseToDo() throws InterruptedException {
    loop.post(this::again);
    send(anna, "1", "2");
    assertThat(run(5)).containsExactly("again", "anna 1", "again", "anna 2", "again");
  }

  @Test
  void doesOneThingInItsTurnForEachMessage() throws InterruptedException {
    loop.postInTurn(() -> work.did("a"));
    loop.postInTurn(() -> work.did("b"));
    loop.postInTurn(() -> work.did("c"));
    loop.post(() -> work.did("first"));
    send(anna, "1", "2");
    assertThat(run(6)).containsExactly("first", "a", "anna 1", "b", "anna 2", "c");
  }

  @Test
  void doesNothingInItsTurnOnceStopped() throws InterruptedException {
    loop.postInTurn(() -> work.did("a"));
    loop.postInTurn(() -> work.did("b"));
    assertThat(run(1)).containsExactly("a");
    assertThat(loop.postInTurn(() -> work.did("c"))).isFalse();
  }

  @Test
  void takesAMessageThoughOthersAreNotReady() throws InterruptedException {
    work.busy.add("anna");
    send(anna, "1");
    send(bert, "2", "3");
    loop.post(() -> {});
    loop.post(this::again);
    assertThat(run(4)).containsExactly("again", "bert 2", "again", "bert 3");
  }

  private void again() {
    loop.post(this::again);
    work.did("again");
  }

  @Test
  void leavesMessagesOfThoseWhoAreNotReady() throws InterruptedException {
    work.busy.add("anna");
    send(anna, "1", "2");
    send(bert, "3", "4");
    assertThat(run(2)).containsExactly("bert 3", "bert 4");
  }

  @Test
  void looksAgainForThoseWhoWereNotReadyAfterATask() throws InterruptedException {
    work.busy.add("anna");
    send(anna, "1");
    send(bert, "2", "3");
    loop.post(() -> loop.post(work.busy::clear));
    assertThat(run(3)).containsExactly("bert 2", "anna 1", "bert 3");
  }

  @Test
  void looksAgainForThoseWhoWereNotReadyWhenSomethingWasDue() throws InterruptedException {
    work.busy.add("anna");
    send(anna, "1");
    work.due.add(() -> {});
    work.due.add(work.busy::clear);
    assertThat(run(1)).containsExactly("anna 1");
  }

  @Test
  void keepsTheOrderOfMessagesThatHadToWait() throws InterruptedException {
    work.busy.add("anna");
    send(anna, "1");
    loop.post(() -> {});
    loop.post(() -> {
      loop.post(() -> send(anna, "2"));
      loop.post(work.busy::clear);
    });
    assertThat(run(2)).containsExactly("anna 1", "anna 2");
  }

  @Test
  void forgetsWhatSomebodyHasSentAndWillSend() throws InterruptedException {
    send(anna, "1", "2");
    send(bert, "3");
    loop.post(() -> {
      loop.forget(anna);
      send(anna, "4");
    });
    assertThat(run(1)).containsExactly("bert 3");
    assertThat(anna.isEmpty()).isTrue();
  }

  @Test
  void forgetsThoseWhoWereNotReady() throws InterruptedException {
    work.busy.add("anna");
    send(anna, "1");
    loop.post(() ->
        loop.post(() -> {
          loop.forget(anna);
          work.busy.clear();
          send(bert, "2", "3");
        }));
    assertThat(run(2)).containsExactly("bert 2", "bert 3");
  }

  @Test
  void forgetsSomebodyWhoseMessageIsBeingTaken() throws InterruptedException {
    work.whenAsked = () -> loop.forget(anna);
    send(anna, "1");
    send(bert, "2");
    assertThat(run(1)).containsExactly("bert 2");
  }

  @Test
  void doesWhatIsDue() throws InterruptedException {
    work.due.add(() -> work.did("due"));
    assertThat(run(1)).containsExactly("due");
  }

  @Test
  void goesOnWhenSomethingFails() throws InterruptedException {
    loop.post(() -> {
      throw new IllegalStateException("one");
    });
    loop.post(() -> {
      throw new AssertionError("two");
    });
    work.due.add(() -> {
      throw new IllegalStateException("three");
    });
    send(anna, "1");
    assertThat(run(4)).containsExactly("failed: one", "failed: two", "failed: three", "anna 1");
  }

  @Test
  void doesNothingAnyMoreOnceStopped() throws InterruptedException {
    loop.post(() -> work.did("a"));
    send(anna, "1");
    loop.stop();
    assertThat(loop.post(() -> work.did("b"))).isFalse();
    assertThat(run(1)).isEmpty();
  }

  @Test
  void sleepsUntilSomebodyHasSomethingForIt() throws Exception {
    var started = new CountDownLatch(1);
    work.expected = 2;
    var ended =
        CompletableFuture.runAsync(() -> {
          try {
            started.countDown();
            loop.run(work);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    started.await();
    var asked = new CompletableFuture<Void>();
    assertThat(
            loop.post(() -> {
              work.did("a");
              asked.complete(null);
            }))
        .isTrue();
    asked.get(30, TimeUnit.SECONDS);
    send(anna, "1");
    ended.get(30, TimeUnit.SECONDS);
    assertThat(work.done).containsExactly("a", "anna 1");
  }
}
