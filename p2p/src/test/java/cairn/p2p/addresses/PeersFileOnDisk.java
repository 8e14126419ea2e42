package cairn.p2p.addresses;

import cairn.p2p.files.UnreadableFileException;
import cairn.primitives.Bytes;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A {@code peers.dat} of regtest in a directory of its own. */
abstract class PeersFileOnDisk {
  static final NetGroups GROUPS = new NetGroups(AsMap.NONE);
  static final Bytes REGTEST = Bytes.fromHex("fabfb5da");

  @TempDir Path directory;
  Path path = Path.of("");
  PeersFile file = new PeersFile(path, REGTEST, "");

  @BeforeEach
  void nameFile() {
    path = directory.resolve("peers.dat");
    file = new PeersFile(path, REGTEST, "https://example.org/bugs");
  }

  AddressManager load() throws UnreadableFileException {
    return file.load(GROUPS, AddressManager.knownKey(), new Random(2), 50);
  }
}
