package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.endpoint;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorsFileTest {
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333";

  @TempDir Path directory;

  @Test
  void givesBackWhatWasSavedOnce() {
    var anchors = List.of(peer("1.2.3.4:8333"), peer(ONION));
    file().save(anchors);
    assertThat(directory).isNotEmptyDirectory();
    assertThat(file().take()).isEqualTo(anchors);
    assertThat(directory).isEmptyDirectory();
    assertThat(file().take()).isEmpty();
  }

  @Test
  void writesAddressesWhereCoreDoes() throws Exception {
    file().save(List.of(new PeerAddress(7, ServiceFlags.NONE, endpoint("127.0.0.1:12345"))));
    var bytes = Files.readAllBytes(path());
    assertThat(HexFormat.of().formatHex(bytes, 0, bytes.length - 32))
        .isEqualTo("fabfb5da" + "01" + "605b0320" + "07000000" + "00" + "01047f000001" + "3039");
  }

  @Test
  void hasNoneFromADamagedFile() throws Exception {
    file().save(List.of(peer("1.2.3.4:8333")));
    var bytes = Files.readAllBytes(path());
    bytes[20] ^= 1;
    Files.write(path(), bytes);
    assertThat(file().take()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void hasNoneFromAFileThatCountsMoreThanItHolds() throws Exception {
    Files.write(path(), HexFormat.of().parseHex("fabfb5da" + "fe00000002" + "00".repeat(40)));
    assertThat(file().take()).isEmpty();
  }

  private Path path() {
    return directory.resolve("anchors.dat");
  }

  private AnchorsFile file() {
    return new AnchorsFile(path(), Bytes.fromHex("fabfb5da"));
  }
}
