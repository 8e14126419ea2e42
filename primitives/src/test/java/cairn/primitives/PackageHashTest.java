package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageHashTest {
  /** In the order of their numbers; the first two are the other way round on the wire. */
  private static final List<Wtxid> WTXIDS =
      List.of(
          Wtxid.fromDisplay("85cd1a31eb38f74ed5742ec9cb546712ab5aaf747de28a9168b53e846cbda17f"),
          Wtxid.fromDisplay("b4749f017444b051c44dfd2720e88f314ff94f3dd6d56d40ef65854fcd7fff6b"),
          Wtxid.fromDisplay("e065bac15f62bb4e761d761db928ddee65a47296b2b776785abb912cdec474e3"));

  @Test
  void isTheHashOfTheWtxidsInTheOrderOfTheirNumbers() {
    var joined = new ByteWriter();
    WTXIDS.forEach(joined::hash);
    var expected = Sha256.hash(joined.toBytes());
    for (var order : List.of(List.of(0, 1, 2), List.of(1, 0, 2), List.of(2, 1, 0))) {
      var shuffled = order.stream().map(WTXIDS::get).toList();
      assertThat(PackageHash.of(shuffled).bytes()).isEqualTo(expected);
    }
  }

  @Test
  void countsWhatIsThereTwice() {
    var one = WTXIDS.getFirst();
    assertThat(PackageHash.of(List.of(one, one))).isNotEqualTo(PackageHash.of(List.of(one)));
  }

  @Test
  void isWrittenLastByteFirst() {
    var hash = PackageHash.of(WTXIDS);
    assertThat(hash).hasToString(hash.display());
    assertThat(Bytes.fromHex(hash.display()).get(0)).isEqualTo(hash.bytes().get(31));
  }
}
