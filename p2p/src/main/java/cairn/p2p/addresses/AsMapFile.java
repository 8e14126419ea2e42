package cairn.p2p.addresses;

import cairn.p2p.addresses.AsMapCode.Instruction.Default;
import cairn.p2p.addresses.AsMapCode.Instruction.Jump;
import cairn.p2p.addresses.AsMapCode.Instruction.Match;
import cairn.p2p.addresses.AsMapCode.Instruction.Return;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An asmap as Core has it in files ({@code -asmap}): a program that finds an address's system. */
public final class AsMapFile implements AsMap {
  private static final Logger log = LoggerFactory.getLogger(AsMapFile.class);

  /** Those that there are have some two megabytes. */
  private static final int MAX_LENGTH = 64 << 20;

  private final Bytes code;
  private final Bytes version;

  private AsMapFile(Bytes code) {
    this.code = code;
    this.version = Sha256.doubleHash(code);
  }

  /**
   * Reads and checks it.
   *
   * @throws DecodeException if it is none
   */
  public static AsMapFile read(Path file) throws IOException, DecodeException {
    Bytes code;
    try (var in = Files.newInputStream(file)) {
      code = Bytes.wrap(in.readNBytes(MAX_LENGTH + 1));
    }
    log.info("Opened asmap file \"{}\" ({} bytes) from disk", file, code.length());
    return of(code);
  }

  /**
   * Checks it.
   *
   * @throws DecodeException if it is none
   */
  static AsMapFile of(Bytes code) throws DecodeException {
    if (code.length() > MAX_LENGTH) {
      throw new DecodeException("asmap is too long", MAX_LENGTH);
    }
    AsMapCheck.check(code);
    return new AsMapFile(code);
  }

  @Override
  public long systemOf(Bytes ipv6) {
    try {
      return find(ipv6);
    } catch (DecodeException e) {
      throw new AssertionError("checked code goes wrong", e);
    }
  }

  private long find(Bytes address) throws DecodeException {
    var instructions = new AsMapCode(code);
    int bit = 0;
    long otherwise = 0;
    while (true) {
      switch (instructions.next()) {
        case Return(var system) -> {
          return system;
        }
        case Jump(var distance) -> {
          if (bit(address, bit)) {
            instructions.skip(distance);
          }
          bit++;
        }
        case Match(var length, var pattern) -> {
          for (int i = length - 1; i >= 0; i--) {
            if (bit(address, bit) != ((pattern >> i & 1) == 1)) {
              return otherwise;
            }
            bit++;
          }
        }
        case Default(var system) -> otherwise = system;
      }
    }
  }

  /** The highest of each byte first. */
  private static boolean bit(Bytes address, int index) {
    return (address.unsigned(index / 8) >> (7 - index % 8) & 1) == 1;
  }

  @Override
  public Bytes version() {
    return version;
  }

  /** {@link #version} as people know it: the last byte first. */
  public String versionText() {
    var text = new StringBuilder();
    for (int i = VERSION_LENGTH - 1; i >= 0; i--) {
      text.append("%02x".formatted(version.unsigned(i)));
    }
    return text.toString();
  }
}
