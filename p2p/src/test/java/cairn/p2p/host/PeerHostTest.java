package cairn.p2p.host;

import static cairn.p2p.host.RecordingMachines.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.permissions.Grant;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A host from its start to its end: its thread, its clocks, its names. */
class PeerHostTest extends TwoHosts {
  @Test
  void looksUpNames() throws Exception {
    var answers = new LinkedBlockingQueue<String>();
    mine.execute(() ->
        mine.names()
            .lookUp(
                "127.0.0.1",
                1,
                found -> answers.add(found + " on " + Thread.currentThread().getName())));
    assertThat(next(answers)).isEqualTo("[127.0.0.1] on peers");
  }

  @Test
  void doesWhatIsDueByEachClock() throws Exception {
    var done = new LinkedBlockingQueue<String>();
    mine.ask(
            () -> {
              mine.alarms().at(clock.instant().plusSeconds(3600), () -> done.add("alarm"));
              mine.tasks().alarms().at(taskClock.instant().plusSeconds(60), () -> done.add("task"));
              return true;
            })
        .get();
    mine.ask(
            () -> {
              taskClock.advance(Duration.ofSeconds(60));
              return true;
            })
        .get();
    assertThat(next(done)).isEqualTo("task");
    clock.advance(Duration.ofSeconds(3599));
    mine.wake();
    assertThat(mine.ask(done::size).get()).isZero();
    clock.advance(Duration.ofSeconds(1));
    mine.wake();
    assertThat(next(done)).isEqualTo("alarm");
  }

  @Test
  void answersOnTheThreadOfThePeers() throws Exception {
    assertThat(mine.ask(() -> Thread.currentThread().getName()).get()).isEqualTo("peers");
    var failing =
        mine.ask(() -> {
          throw new IOException("no");
        });
    assertThatThrownBy(failing::get).hasCauseInstanceOf(IOException.class);
    var buggy =
        mine.ask(() -> {
          throw new AssertionError("a bug that the test wants");
        });
    assertThatThrownBy(buggy::get).hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void tellsMachinesOfAllThatEndWhenItIsClosed() throws Exception {
    var ends = connected(true);
    mine.close();
    assertThat(here.closed).hasSize(1);
    assertThat(here.closed.remove().peer()).isEqualTo(ends.getFirst());
    assertThat(next(there.closed).peer()).isEqualTo(ends.getLast());
    assertThat(mine.ask(() -> true)).isCancelled();
  }

  @Test
  void canBeClosedBeforeItHasStarted() {
    var unused = new PeerHost(config(Proxies.NONE));
    assertThat(unused.ask(() -> true)).isCancelled();
    unused.close();
    assertThat(unused.ask(() -> true)).isCancelled();
  }

  @Test
  void letsThoseInWhoCallBeforeItHasStarted() throws Exception {
    var machines = new RecordingMachines();
    try (var host = new PeerHost(config(Proxies.NONE))) {
      var bind = new Bind(LOOPBACK, false, Grant.NONE);
      try (var early = raw(host.listen(bind, false).endpoint())) {
        early.getOutputStream().write(v1(Ping.of(1)));
        host.start(machines, failure::complete);
        assertThat(machines.messages(1)).containsExactly(Ping.of(1));
      }
    }
  }

  @Test
  void endsAndSaysSoWhenTheJvmFails() throws Exception {
    var told = new CompletableFuture<Throwable>();
    try (var host = new PeerHost(config(Proxies.NONE))) {
      host.start(new RecordingMachines(), told::complete);
      var mayGoOn = new CountDownLatch(1);
      host.execute(() -> isOpen(mayGoOn));
      host.execute(() -> {
        throw new OutOfMemoryError("not really, the test wants it");
      });
      var asked = host.ask(() -> true);
      mayGoOn.countDown();
      assertThat(told.get(60, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
      assertThat(asked).isCompletedExceptionally();
      assertThat(host.ask(() -> true)).isCompletedExceptionally();
    }
  }
}
