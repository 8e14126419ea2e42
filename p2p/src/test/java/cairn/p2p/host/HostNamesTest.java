package cairn.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.NetworkAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<NetworkAddress>> given = new LinkedBlockingQueue<>();
  private final Semaphore mayAnswer = new Semaphore(1000);
  private final HostNames names = new HostNames(this::resolve, answers::add);

  private InetAddress[] resolve(String host) throws IOException {
    asked.add(host);
    mayAnswer.acquireUninterruptibly();
    if (host.equals("unknown.example")) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {
      ip(192, 0, 2, 1),
      ip(0xfd, 0x6b, 0x88, 0xc0, 0x87, 0x24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
      ip(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
      ip(192, 0, 2, 2),
    };
  }

  private static InetAddress ip(int... bytes) throws UnknownHostException {
    var address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    return InetAddress.getByAddress(address);
  }

  @AfterEach
  void close() {
    mayAnswer.release(1000);
    names.close();
  }

  private List<String> lookUp(String host, int limit) throws InterruptedException {
    names.lookUp(host, limit, given::add);
    return answer();
  }

  /** Has the next answer given, as the thread of the peers would. */
  private List<String> answer() throws InterruptedException {
    var answer = answers.poll(60, TimeUnit.SECONDS);
    assertThat(answer).isNotNull();
    assertThat(given).isEmpty();
    answer.run();
    return given.remove().stream().map(NetworkAddress::toString).toList();
  }

  @Test
  void tellsTheAddressesOfAHostButNotWhatStandsForNames() throws InterruptedException {
    assertThat(lookUp("node.example", 10)).containsExactly("192.0.2.1", "2001:db8::1", "192.0.2.2");
    assertThat(asked).containsExactly("node.example");
  }

  @Test
  void tellsNoMoreThanAreWanted() throws InterruptedException {
    assertThat(lookUp("node.example", 2)).containsExactly("192.0.2.1", "2001:db8::1");
  }

  @Test
  void tellsThatNobodyKnows() throws InterruptedException {
    assertThat(lookUp("unknown.example", 2)).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void asksNobodyForWhatIsAnAddress() throws InterruptedException {
    assertThat(lookUp("192.0.2.7", 2)).containsExactly("192.0.2.7");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hidden.onion", "Hidden.Onion", "hidden.b32.i2p", "a\0b"})
  void asksNobodyForWhatNameServersDoNotKnow(String host) throws InterruptedException {
    assertThat(lookUp(host, 2)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void asksFewAtOnceAndAnswersAll() throws InterruptedException {
    mayAnswer.drainPermits();
    int many = 300;
    for (int i = 0; i < many; i++) {
      names.lookUp("node" + i + ".example", 1, given::add);
    }
    // Those for whom there was no room have their answer at once.
    int refused = many - 256 - 4;
    for (int i = 0; i < refused; i++) {
      assertThat(answer()).isEmpty();
    }
    assertThat(answers).isEmpty();
    assertThat(asked.size()).isLessThanOrEqualTo(4);
    mayAnswer.release(1000);
    for (int i = refused; i < many; i++) {
      assertThat(answer()).containsExactly("192.0.2.1");
    }
  }

  @Test
  void answersEvenWhenItIsClosed() throws InterruptedException {
    names.close();
    assertThat(lookUp("node.example", 1)).isEmpty();
  }
}
