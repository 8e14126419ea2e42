package cairn.p2p.addresses;

import cairn.p2p.files.ChecksummedFile;
import cairn.p2p.files.FileFailure;
import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code anchors.dat}, in Core's format: whom a node was connected to for blocks alone
 * when it stopped. It connects to them again at its next start, so that whoever can make a node
 * restart cannot give it other peers by that.
 */
public final class AnchorsFile {
  private static final Logger log = LoggerFactory.getLogger(AnchorsFile.class);

  /** At least, in bytes, with the version before it. */
  private static final int SHORTEST_ADDRESS = 4 + 9;

  private final ChecksummedFile file;

  /**
   * @param magic the network's, four bytes
   */
  public AnchorsFile(Path path, Bytes magic) {
    this.file = new ChecksummedFile(path, magic);
  }

  /**
   * Reads the anchors and removes the file, so that peers that make a node stop are not asked
   * again. A file that is missing or damaged has none.
   */
  public List<PeerAddress> take() {
    var anchors = read();
    try {
      Files.deleteIfExists(file.path());
    } catch (IOException e) {
      log.warn("Cannot remove {}: {}", file.path(), FileFailure.text(e));
    }
    return anchors;
  }

  /** Writes the anchors. That it could not be done is logged, and nothing worse. */
  public void save(List<PeerAddress> anchors) {
    log.info(
        "DumpAnchors: Flush {} outbound block-relay-only peer addresses to anchors.dat",
        anchors.size());
    var out = new ByteWriter().compactSize(anchors.size());
    anchors.forEach(anchor -> StoredAddress.write(anchor, out));
    try {
      file.write(out.toBytes());
    } catch (IOException e) {
      log.warn("Cannot write {}: {}", file.path(), FileFailure.text(e));
    }
  }

  private List<PeerAddress> read() {
    if (Files.notExists(file.path())) {
      return List.of();
    }
    try {
      var anchors = file.read(AnchorsFile::decode);
      log.info("Loaded {} addresses from \"{}\"", anchors.size(), file.path().getFileName());
      return anchors;
    } catch (IOException | UnreadableFileException e) {
      log.debug("No anchors, for {}: {}", file.path(), e.getMessage());
      return List.of();
    }
  }

  private static List<PeerAddress> decode(ByteReader in)
      throws DecodeException, UnreadableFileException {
    int count = in.count(SHORTEST_ADDRESS);
    var anchors = new ArrayList<PeerAddress>();
    for (int i = 0; i < count; i++) {
      anchors.add(StoredAddress.read(in));
    }
    return anchors;
  }
}
