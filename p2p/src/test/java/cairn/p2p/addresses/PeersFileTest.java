package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static cairn.p2p.addresses.SampleAddresses.routable;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersFileTest {
  private static final NetGroups GROUPS = new NetGroups(AsMap.NONE);
  private static final Bytes REGTEST = Bytes.fromHex("fabfb5da");

  @TempDir Path directory;
  private Path path = Path.of("");
  private PeersFile file = new PeersFile(path, REGTEST, "");

  @BeforeEach
  void nameFile() {
    path = directory.resolve("peers.dat");
    file = new PeersFile(path, REGTEST, "https://example.org/bugs");
  }

  @Test
  void readsWhatCoreWrote() throws Exception {
    Files.write(path, resource("core-regtest-peers.dat"));
    var manager = load();
    var found =
        Stream.of(Table.NEW, Table.TRIED)
            .flatMap(table -> manager.entries(table).stream())
            .map(PeersFileTest::asCoreShowsIt);
    var expected = new String(resource("core-regtest-peers.txt"), StandardCharsets.UTF_8);
    assertThat(found).containsExactlyElementsOf(expected.lines().toList());
    assertThat(manager.counts()).isEqualTo(new Counts(46, 23));
  }

  /** As {@code getrawaddrman} does, in one line. */
  private static String asCoreShowsIt(TableEntry entry) {
    var address = entry.address();
    var host = address.endpoint().address();
    return "%s %d/%d %s %d %d %d %s %s %s"
        .formatted(
            entry.table() == Table.NEW ? "new" : "tried",
            entry.bucket(),
            entry.position(),
            host,
            address.endpoint().port(),
            address.services().bits(),
            address.time(),
            LinkedIpv4.networkOf(host),
            entry.source(),
            LinkedIpv4.networkOf(entry.source()));
  }

  @Test
  void keepsEverythingForTheNextStart() throws Exception {
    var random = new Random(1);
    var manager = load();
    var seed = Internal.ofName("seed.example.org");
    for (int i = 0; i < 500; i++) {
      var endpoint = new Endpoint(routable(random), random.nextInt(0x10000));
      NetworkAddress source = random.nextBoolean() ? seed : routable(random);
      manager.add(List.of(peer(endpoint, i)), source, Duration.ZERO, NOW);
      if (random.nextInt(3) == 0) {
        manager.good(endpoint, NOW);
      }
    }
    file.save(manager.encode());
    var read = load();
    for (var table : Table.values()) {
      assertThat(read.entries(table)).isEqualTo(manager.entries(table)).hasSizeGreaterThan(100);
    }
    assertThat(directory).isDirectoryNotContaining(other -> !other.equals(path));
  }

  @Test
  void beginsAFileWhereThereIsNone() throws Exception {
    assertThat(load().counts().total()).isZero();
    // Magic, formats, key, three numbers, a number for each bucket, version of the map, checksum.
    assertThat(path).hasSize(4 + 2 + 32 + 12 + 4 * 1024 + 32 + 32);
    assertThat(load().counts().total()).isZero();
  }

  @Test
  void keepsTheKeyOfTheFile() throws Exception {
    var first = load();
    first.add(
        List.of(peer("250.1.1.1")), peer("250.1.1.1").endpoint().address(), Duration.ZERO, NOW);
    file.save(first.encode());
    var second = file.load(GROUPS, AddressManager.newKey(new Random(99)), new Random(5), 1);
    assertThat(second.entries(Table.NEW)).isEqualTo(first.entries(Table.NEW));
  }

  @Test
  void setsAFileAsideThatOnlyLaterProgramsCanRead() throws Exception {
    var later = new FileWriter().lowestCompatible(32 + 5).bytes();
    Files.write(path, later);
    assertThat(load().counts().total()).isZero();
    assertThat(directory.resolve("peers.dat.bak")).hasBinaryContent(later);
    assertThat(load().counts().total()).isZero();
  }

  @Test
  void readsTheOldestFormats() throws Exception {
    // Before format 1, the number of buckets is not disguised; before 3, addresses have 16 bytes.
    for (int format = 0; format <= 2; format++) {
      var out = new ByteWriter();
      out.uint8(format).uint8(32).bytes(Bytes.fromHex("07".repeat(32)));
      out.int32(1).int32(0).int32(format == 0 ? 256 : 256 ^ (1 << 30));
      out.int32(31_800).uint32(NOW.getEpochSecond()).int64(9);
      out.bytes(Bytes.fromHex("00000000000000000000ffff01020304208d"));
      out.bytes(Bytes.fromHex("20010470000000000000000000000001")).int64(0).int32(2);
      for (int bucket = 0; bucket < 256; bucket++) {
        out.int32(bucket == 77 ? 1 : 0);
        if (bucket == 77) {
          out.int32(0);
        }
      }
      if (format == 2) {
        out.bytes(new byte[32]);
      }
      Files.write(path, sealed(out.toBytes()));
      var entries = load().entries(Table.NEW);
      assertThat(entries).hasSize(1);
      assertThat(entries.getFirst().address().endpoint()).hasToString("1.2.3.4:8333");
      assertThat(entries.getFirst().source()).hasToString("2001:470::1");
    }
  }

  @Test
  void findsNewPlacesUnderAnotherMap() throws Exception {
    Files.write(path, resource("core-regtest-peers.dat"));
    var groups =
        new NetGroups(
            new AsMap() {
              @Override
              public long systemOf(Bytes ipv6) {
                return 1L + (ipv6.unsigned(12) & 7);
              }

              @Override
              public Bytes version() {
                return Bytes.fromHex("01".repeat(32));
              }
            });
    var before = load();
    var after = file.load(groups, AddressManager.knownKey(), new Random(3), 1);
    assertThat(after.counts().inNew()).isBetween(40, before.counts().inNew());
    assertThat(after.entries(Table.NEW)).isNotEqualTo(before.entries(Table.NEW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compatibility 0 | Corrupted addrman database: The compat value (0) is lower than the"
            + " expected minimum value 32.: iostream error",
        "truncated | AutoFile::read: end of file: iostream error",
        "magic | Invalid network magic number",
        "checksum | Checksum mismatch, data corrupted",
        "tried -1 | Corrupt AddrMan serialization: nTried=-1, should be in [0, 16384]: iostream"
            + " error",
        "tried 16385 | Corrupt AddrMan serialization: nTried=16385, should be in [0, 16384]:"
            + " iostream error",
        "new -1 | Corrupt AddrMan serialization: nNew=-1, should be in [0, 65536]: iostream error",
        "new 65537 | Corrupt AddrMan serialization: nNew=65537, should be in [0, 65536]: iostream"
            + " error",
        "key | Corrupt data. Consistency check failed with code -16: iostream error",
        "entries | AutoFile::read: end of file: iostream error",
      })
  void saysWhatIsWrongWithADamagedFile(String damage, String reason) throws Exception {
    var bytes =
        switch (damage) {
          case "compatibility 0" -> new FileWriter().lowestCompatible(0).bytes();
          case "truncated" -> Bytes.wrap(new FileWriter().bytes()).slice(0, 4177).toArray();
          case "magic" -> new FileWriter().magic("0a03cf40").bytes();
          case "checksum" -> flipped(new FileWriter().bytes());
          case "tried -1" -> new FileWriter().tried(-1).bytes();
          case "tried 16385" -> new FileWriter().tried(16_385).bytes();
          case "new -1" -> new FileWriter().fresh(-1).bytes();
          case "new 65537" -> new FileWriter().fresh(65_537).bytes();
          case "key" -> new FileWriter().key(0).bytes();
          case "entries" -> new FileWriter().fresh(65_536).bytes();
          default -> throw new IllegalArgumentException(damage);
        };
    Files.write(path, bytes);
    assertThatThrownBy(this::load)
        .isExactlyInstanceOf(UnreadableFileException.class)
        .hasMessage(
            "Invalid or corrupt peers.dat ("
                + reason
                + "). If you believe this is a bug, please report it to https://example.org/bugs."
                + " As a workaround, you can move the file (\""
                + path
                + "\") out of the way (rename, move, or delete) to have a new one created on the"
                + " next start.");
    assertThat(path).hasBinaryContent(bytes);
  }

  @Test
  void refusesWhatIsTriedAndHasNeverAnswered() throws Exception {
    Files.write(path, withTried("1.2.3.4:8333", 1000));
    assertThat(load().counts()).isEqualTo(new Counts(0, 1));
    Files.write(path, withTried("1.2.3.4:8333", 0));
    assertThatThrownBy(this::load).hasMessageContaining("failed with code -1:");
    Files.write(path, withTried("1.2.3.4:8333", -1));
    assertThatThrownBy(this::load).hasMessageContaining("failed with code -8:");
  }

  @Test
  void refusesTwoEntriesOfOneEndpoint() throws Exception {
    var out = new ByteWriter().uint8(4).uint8(36).bytes(Bytes.fromHex("07".repeat(32)));
    out.int32(1).int32(1).int32(1024 ^ (1 << 30));
    for (int i = 0; i < 2; i++) {
      StoredAddress.write(peer("1.2.3.4:8333"), out);
      peer("1.2.3.4:8333").endpoint().address().writeBip155(out);
      out.int64(1000).int32(0);
    }
    out.int32(1).int32(0).bytes(new byte[4 * 1023]).bytes(new byte[32]);
    Files.write(path, sealed(out.toBytes()));
    assertThatThrownBy(this::load).hasMessageContaining("failed with code -5:");
  }

  private static byte[] withTried(String endpoint, long lastSuccess) {
    var out = new ByteWriter().uint8(4).uint8(36).bytes(Bytes.fromHex("07".repeat(32)));
    out.int32(0).int32(1).int32(1024 ^ (1 << 30));
    StoredAddress.write(peer(endpoint), out);
    peer(endpoint).endpoint().address().writeBip155(out);
    out.int64(lastSuccess).int32(0).bytes(new byte[4 * 1024]).bytes(new byte[32]);
    return sealed(out.toBytes());
  }

  @Test
  void dropsAddressesThatNobodyCanHave() throws Exception {
    var out = new ByteWriter().uint8(4).uint8(36).bytes(Bytes.fromHex("07".repeat(32)));
    out.int32(0).int32(2).int32(1024 ^ (1 << 30));
    for (var text : List.of("0.0.0.0:1", "1.2.3.4:8333")) {
      StoredAddress.write(peer(text), out);
      peer(text).endpoint().address().writeBip155(out);
      out.int64(1).int32(0);
    }
    out.bytes(new byte[4 * 1024]).bytes(new byte[32]);
    Files.write(path, sealed(out.toBytes()));
    assertThat(load().entries(Table.TRIED))
        .extracting(entry -> entry.address().endpoint().toString())
        .containsExactly("1.2.3.4:8333");
  }

  @Test
  void refusesAnAddressInAnEncodingThatItDoesNotKnow() throws Exception {
    var bytes = withTried("1.2.3.4:8333", 1000);
    bytes[4 + 2 + 32 + 12 + 3] = 0x40;
    Files.write(path, bytes);
    assertThatThrownBy(this::load)
        .hasMessageContaining("(Unsupported CAddress disk format version: iostream error)");
  }

  @Test
  void saysSoWhenAFileCannotBeRead() throws Exception {
    Files.createDirectory(path);
    assertThatThrownBy(this::load).isInstanceOf(UnreadableFileException.class);
  }

  @Test
  void leavesTheOldFileWhenItCannotWriteANewOne() throws Exception {
    var manager = load();
    var before = Files.readAllBytes(path);
    manager.add(List.of(peer("250.1.1.1")), routable(new Random(4)), Duration.ZERO, NOW);
    Files.createDirectory(directory.resolve("peers.dat.new"));
    file.save(manager.encode());
    assertThat(path).hasBinaryContent(before);
  }

  private AddressManager load() throws UnreadableFileException {
    return file.load(GROUPS, AddressManager.knownKey(), new Random(2), 50);
  }

  private static byte[] flipped(byte[] bytes) {
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }

  private static byte[] sealed(Bytes content) {
    return new FileWriter().seal(content);
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = requireNonNull(PeersFileTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  /** Writes an empty file, with one thing or another wrong. */
  private static final class FileWriter {
    private Bytes magic = REGTEST;
    private int lowestCompatible = 36;
    private int key = 1;
    private int fresh;
    private int tried;

    FileWriter magic(String hex) {
      magic = Bytes.fromHex(hex);
      return this;
    }

    FileWriter lowestCompatible(int value) {
      lowestCompatible = value;
      return this;
    }

    FileWriter key(int value) {
      key = value;
      return this;
    }

    FileWriter fresh(int count) {
      fresh = count;
      return this;
    }

    FileWriter tried(int count) {
      tried = count;
      return this;
    }

    byte[] bytes() {
      var out = new ByteWriter().uint8(1).uint8(lowestCompatible);
      out.uint8(key).bytes(new byte[31]).int32(fresh).int32(tried).int32(1024 ^ (1 << 30));
      return seal(out.bytes(new byte[4 * 1024]).toBytes());
    }

    byte[] seal(Bytes content) {
      var all = magic.concat(content);
      return all.concat(Sha256.doubleHash(all)).toArray();
    }
  }
}
