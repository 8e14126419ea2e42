package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static cairn.p2p.addresses.SampleAddresses.routable;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeersFileTest extends PeersFileOnDisk {
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
    var later = new PeersFileBytes().lowestCompatible(32 + 5).bytes();
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
      Files.write(path, new PeersFileBytes().seal(out.toBytes()));
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

  @Test
  void leavesTheOldFileWhenItCannotWriteANewOne() throws Exception {
    var manager = load();
    var before = Files.readAllBytes(path);
    manager.add(List.of(peer("250.1.1.1")), routable(new Random(4)), Duration.ZERO, NOW);
    Files.createDirectory(directory.resolve("peers.dat.new"));
    file.save(manager.encode());
    assertThat(path).hasBinaryContent(before);
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = requireNonNull(PeersFileTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
