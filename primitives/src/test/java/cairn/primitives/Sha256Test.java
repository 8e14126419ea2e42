package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
  private static final Bytes ABC = Bytes.of('a', 'b', 'c');
  private static final String HASH_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isThatOfFips180() {
    assertThat(Sha256.hash(ABC)).hasToString(HASH_OF_ABC);
    assertThat(Sha256.doubleHash(ABC)).isEqualTo(Sha256.hash(Sha256.hash(ABC)));
  }

  @Test
  void isAsNewAfterItHasFinished() {
    var sha256 = new Sha256();
    sha256.update(ABC).finishTwice();
    assertThat(sha256.update(ABC).finish()).hasToString(HASH_OF_ABC);
    assertThat(new Sha256().update(ABC).finish()).hasToString(HASH_OF_ABC);
  }

  @Test
  void aForkGoesItsOwnWay() {
    var sha256 = new Sha256().update(ABC.slice(0, 1));
    var fork = sha256.fork();
    sha256.update(ABC);
    assertThat(fork.update(ABC.slice(1)).finish()).hasToString(HASH_OF_ABC);
  }

  @Test
  void aTaggedHashBeginsWithTheHashOfTheTagTwice() {
    var tag = Sha256.hash(Bytes.wrap("BIP0340/aux".getBytes(StandardCharsets.UTF_8)));
    assertThat(Sha256.tagged("BIP0340/aux").fork().update(ABC).finish())
        .isEqualTo(Sha256.hash(tag.concat(tag).concat(ABC)));
  }
}
