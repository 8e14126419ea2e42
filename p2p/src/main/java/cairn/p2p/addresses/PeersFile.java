package cairn.p2p.addresses;

import cairn.p2p.files.ChecksummedFile;
import cairn.p2p.files.FileFailure;
import cairn.p2p.files.NewerFileException;
import cairn.p2p.files.UnreadableFileException;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code peers.dat}, in which the addresses that a node knows wait for its next start. In
 * Core's format, so that a node which takes Core's place knows whom to ask.
 */
public final class PeersFile {
  private static final Logger log = LoggerFactory.getLogger(PeersFile.class);

  private final ChecksummedFile file;
  private final String reportTo;

  /**
   * @param magic the network's, four bytes
   * @param reportTo where users are to report bugs, for the message that the file is damaged
   */
  public PeersFile(Path path, Bytes magic, String reportTo) {
    this.file = new ChecksummedFile(path, magic);
    this.reportTo = reportTo;
  }

  /**
   * Reads what is known from the file, or begins it anew where there is none. A file that only a
   * later program can read is renamed, with {@code .bak} at its end.
   *
   * @param newKey for tables that begin anew; see {@link AddressManager#newKey}
   * @param checkEvery see {@link AddressManager#AddressManager}
   * @throws UnreadableFileException if there is a file that cannot be read, with a message for the
   *     user
   */
  public AddressManager load(NetGroups groups, Bytes newKey, RandomGenerator random, int checkEvery)
      throws UnreadableFileException {
    long start = System.nanoTime();
    var path = file.path();
    try {
      var tables = file.read(in -> AddressTablesCodec.decode(in, groups, random));
      log.info(
          "Loaded {} addresses from peers.dat {}ms",
          tables.counts().total(),
          (System.nanoTime() - start) / 1_000_000);
      return new AddressManager(tables, random, checkEvery);
    } catch (NoSuchFileException e) {
      log.info("Creating peers.dat because the file was not found ({})", quoted(path));
    } catch (NewerFileException e) {
      setAside();
      log.warn(
          "Creating new peers.dat because the file version was not compatible ({})."
              + " Original backed up to peers.dat.bak",
          quoted(path));
    } catch (UnreadableFileException | IOException e) {
      throw damaged(e);
    }
    var manager = new AddressManager(groups, newKey, random, checkEvery);
    save(manager.encode());
    return manager;
  }

  /**
   * Writes what {@link AddressManager#encode} gave. May be called on any thread. That it could not
   * be written is logged, and nothing worse: the file is a convenience.
   */
  public void save(Bytes content) {
    try {
      file.write(content);
    } catch (IOException e) {
      log.warn("Cannot write {}: {}", file.path(), FileFailure.text(e));
    }
  }

  private void setAside() throws UnreadableFileException {
    var path = file.path();
    try {
      var backup = path.resolveSibling(path.getFileName() + ".bak");
      Files.move(path, backup, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UnreadableFileException(
          "Failed to rename invalid peers.dat file. Please move or delete it and try again.");
    }
  }

  private UnreadableFileException damaged(Exception e) {
    var reason = e instanceof IOException failure ? FileFailure.text(failure) : e.getMessage();
    return new UnreadableFileException(
        "Invalid or corrupt peers.dat ("
            + reason
            + "). If you believe this is a bug, please report it to "
            + reportTo
            + ". As a workaround, you can move the file ("
            + quoted(file.path())
            + ") out of the way (rename, move, or delete) to have a new one created on the next"
            + " start.");
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
