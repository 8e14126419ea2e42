package cairn.p2p.bans;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.files.AtomicFile;
import cairn.p2p.files.FileFailure;
import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.wire.Subnet;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code banlist.json}, in Core's format. */
public final class BanListFile {
  private static final Logger log = LoggerFactory.getLogger(BanListFile.class);

  private final Path path;
  private final AddressParser parser;

  public BanListFile(Path path, AddressParser parser) {
    this.path = path;
    this.parser = parser;
  }

  /**
   * Fills {@code list} from the file. Where there is none, or one that cannot be read, the list
   * stays as it is, and wants to be written.
   */
  public void load(BanList list, Instant now) {
    long start = System.nanoTime();
    try {
      BanListJson.read(Files.readString(path), parser).forEach(list::put);
      list.markSaved();
      log.debug(
          "Loaded {} banned node addresses/subnets {}ms",
          list.bans(now).size(),
          (System.nanoTime() - start) / 1_000_000);
      return;
    } catch (NoSuchFileException e) {
      log.debug("There is no {}", path);
    } catch (IOException e) {
      log.warn("Cannot load banlist {}: {}", path, FileFailure.text(e));
      setAside();
    } catch (UnreadableFileException e) {
      log.warn("Cannot parse banlist {}: {}", path, e.getMessage());
      setAside();
    }
    log.info("Recreating the banlist database");
    list.markChanged();
  }

  /** Keeps what may be mended by hand. */
  private void setAside() {
    var kept = path.resolveSibling(path.getFileName() + ".bak");
    try {
      Files.move(path, kept, StandardCopyOption.REPLACE_EXISTING);
      log.info("The old banlist is kept as {}", kept);
    } catch (IOException e) {
      log.warn("Cannot keep the old banlist as {}: {}", kept, FileFailure.text(e));
    }
  }

  /**
   * Writes {@code bans}. May be called on any thread.
   *
   * @return whether that could be done; if not, it is logged
   */
  public boolean save(Map<Subnet, Ban> bans) {
    try {
      var json = BanListJson.write(bans).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(path, Bytes.wrap(json));
      log.debug("Flushed {} banned node addresses/subnets to disk", bans.size());
      return true;
    } catch (IOException e) {
      log.warn("Cannot write {}: {}", path, FileFailure.text(e));
      return false;
    }
  }
}
