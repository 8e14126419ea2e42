package cairn.p2p.fuzz;

import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.transport.TransportEvent;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.Messages;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The targets, and for each some inputs to begin with. */
enum FuzzTarget {
  MESSAGE(MessageFuzz.class, MessageFuzz::fuzzerTestOneInput, FuzzTarget::messages),
  ADDRESS(AddressFuzz.class, AddressFuzz::fuzzerTestOneInput, FuzzTarget::addresses),
  COMPACT_BLOCK(
      CompactBlockFuzz.class, CompactBlockFuzz::fuzzerTestOneInput, FuzzTarget::compactBlocks),
  TRANSPORT(TransportFuzz.class, TransportFuzz::fuzzerTestOneInput, FuzzTarget::streams);

  private final Class<?> type;
  private final Consumer<byte[]> method;
  private final Supplier<List<byte[]>> seeds;

  FuzzTarget(Class<?> type, Consumer<byte[]> method, Supplier<List<byte[]>> seeds) {
    this.type = type;
    this.method = method;
    this.seeds = seeds;
  }

  /** Throws if something is wrong. */
  void test(byte[] input) {
    method.accept(input);
  }

  List<byte[]> seeds() {
    return seeds.get();
  }

  /** The name of its class, without the package. */
  @Override
  public String toString() {
    return type.getSimpleName();
  }

  /**
   * Writes the seeds of one target, a file for each, and makes room for what is found with them.
   *
   * @param args the name of the target's class, without the package, and a directory, in which
   *     {@code seeds} and {@code corpus} will be
   */
  public static void main(String... args) throws IOException {
    var target =
        Stream.of(values())
            .filter(each -> each.toString().equals(args[0]))
            .findAny()
            .orElseThrow(() -> new IllegalArgumentException("no fuzz target " + args[0]));
    Files.createDirectories(Path.of(args[1], "corpus"));
    var directory = Files.createDirectories(Path.of(args[1], "seeds"));
    int number = 0;
    for (var seed : target.seeds()) {
      Files.write(directory.resolve("seed-" + number++), seed);
    }
  }

  private static List<byte[]> messages() {
    var seeds = new ArrayList<byte[]>();
    for (var type : MessageType.values()) {
      for (long seed = 0; seed < 4; seed++) {
        var payload = MessageCodec.encode(new Messages(seed).of(type));
        seeds.add(new ByteWriter().uint8(type.ordinal()).bytes(payload).toArray());
      }
    }
    return seeds;
  }

  private static List<byte[]> addresses() {
    return Stream.of(
            "1.2.3.4:8333",
            "0x7f.1",
            "[2001:db8::1]:8333",
            "1:2:3:4:5:6:1.2.3.4",
            "::ffff:1.2.3.4",
            "10.0.0.0/255.0.0.0",
            "fc00::/8",
            "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:1",
            "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p:0")
        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  private static List<byte[]> compactBlocks() {
    var random = new SplittableRandom(1);
    return Stream.generate(
            () -> {
              var input = new byte[2 * random.nextInt(40)];
              for (int i = 0; i < input.length; i += 2) {
                input[i] = (byte) random.nextInt(12);
                input[i + 1] = (byte) random.nextInt(256);
              }
              return input;
            })
        .limit(20)
        .toList();
  }

  /** For each kind of transport, what one end of it sends; and what packets have in them. */
  private static List<byte[]> streams() {
    var ping = new Frame("ping", Bytes.of(1, 2, 3, 4, 5, 6, 7, 8));
    var clear = new ByteWriter();
    for (var frame : List.of(new Frame("version", Bytes.of(1, 2, 3)), ping, ping)) {
      Transport.v1(TransportFuzz.MAGIC).seal(frame).forEach(clear::bytes);
    }
    var key = new ByteWriter();
    var initiator = Transport.v2Initiator(TransportFuzz.MAGIC, new SplittableRandom(2));
    for (var event : initiator.open()) {
      if (event instanceof TransportEvent.Send(var bytes)) {
        key.bytes(bytes);
      }
    }
    return Stream.of(
            new ByteWriter().uint8(0).uint8(7).bytes(clear.toBytes()),
            new ByteWriter().uint8(1).uint8(100).bytes(clear.toBytes()),
            new ByteWriter().uint8(1).uint8(10).bytes(key.toBytes()),
            new ByteWriter().uint8(2).uint8(200).bytes(key.toBytes()),
            new ByteWriter().uint8(3).uint8(0).uint8(18).bytes(ping.payload()),
            new ByteWriter()
                .uint8(3)
                .uint8(0)
                .uint8(0)
                .bytes("verack\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII)),
            new ByteWriter().uint8(3).uint8(0))
        .map(ByteWriter::toArray)
        .toList();
  }
}
