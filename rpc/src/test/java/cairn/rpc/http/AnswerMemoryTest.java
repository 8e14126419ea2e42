package cairn.rpc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.rpc.http.AnswerMemory.NoRoomException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
  private final Semaphore kibibytes = new Semaphore(1024);
  private final AnswerMemory memory = new AnswerMemory(kibibytes, 1024);

  @Test
  void doesNotCountSmallAnswers() throws Exception {
    assertThat(memory.grow(AnswerMemory.SMALL)).isTrue();
    assertThat(kibibytes.availablePermits()).isEqualTo(1024);
  }

  @Test
  void growsAndIsGivenBack() throws Exception {
    assertThat(memory.grow(300 << 10)).isTrue();
    assertThat(memory.grow(800 << 10)).isTrue();
    assertThat(memory.grow(700 << 10)).isTrue();
    assertThat(kibibytes.availablePermits()).isEqualTo(1024 - 801);
    memory.release();
    memory.release();
    assertThat(kibibytes.availablePermits()).isEqualTo(1024);
  }

  @Test
  void countsTheRequestBesidesItsAnswer() throws Exception {
    memory.needForRequest(300 << 10);
    assertThat(memory.grow(AnswerMemory.SMALL)).isTrue();
    assertThat(kibibytes.availablePermits()).isEqualTo(1024 - 301);
    assertThat(memory.grow(600 << 10)).isTrue();
    assertThat(kibibytes.availablePermits()).isEqualTo(1024 - 902);
    assertThat(memory.grow(800 << 10)).isFalse();
    memory.release();
    assertThat(kibibytes.availablePermits()).isEqualTo(1024);
    assertThat(memory.grow(800 << 10)).isTrue();
    assertThatExceptionOfType(NoRoomException.class)
        .isThrownBy(() -> memory.needForRequest(2 << 20));
  }

  @Test
  void waitsForOthers() throws Exception {
    var other = new AnswerMemory(kibibytes, 1024);
    assertThat(other.grow(800 << 10)).isTrue();
    var releasing = Thread.ofVirtual().start(other::release);
    assertThat(memory.grow(600 << 10)).isTrue();
    releasing.join();
  }

  @Test
  void refusesAtOnceWhatCanNeverBe() throws Exception {
    assertThat(memory.grow(2 << 20)).isFalse();
    assertThat(kibibytes.availablePermits()).isEqualTo(1024);
  }
}
