package cairn.bench.micro;

import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.transport.TransportEvent;
import cairn.p2p.transport.TransportEvent.Send;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Carrying a message from one end to the other, next to hashing its bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Transports {
  private static final Bytes MAGIC = Bytes.fromHex("fabfb5da");

  /** As many bytes as a socket gives at once. */
  private static final int PIECE = 64 << 10;

  /** Of a block, of a transaction, of a ping. */
  @Param({"1500000", "300", "8"})
  private int length;

  private final Random random = new Random(1);
  private final Transport sender = Transport.v2Initiator(MAGIC, random);
  private final Transport receiver = Transport.v2Responder(MAGIC, random);
  private Frame frame = new Frame("block", Bytes.EMPTY);

  /** Fills the message, and lets both ends of v2 shake hands. */
  @Setup
  public void prepare() {
    var payload = new byte[length];
    random.nextBytes(payload);
    frame = new Frame("block", Bytes.wrap(payload));
    var toReceiver = sender.open();
    while (!toReceiver.isEmpty()) {
      toReceiver = pass(pass(toReceiver, receiver), sender);
    }
  }

  @Benchmark
  public Bytes hashBytes() {
    return Sha256.doubleHash(frame.payload());
  }

  @Benchmark
  public TransportEvent v1() {
    return carry(Transport.v1(MAGIC), Transport.v1(MAGIC));
  }

  @Benchmark
  public TransportEvent v2() {
    return carry(sender, receiver);
  }

  /** The keys, the shared secret and what is derived from it, at both ends. */
  @Benchmark
  public Transport v2Handshake() {
    var initiator = Transport.v2Initiator(MAGIC, random);
    var responder = Transport.v2Responder(MAGIC, random);
    pass(pass(pass(initiator.open(), responder), initiator), responder);
    return responder;
  }

  private TransportEvent carry(Transport from, Transport to) {
    var last = List.<TransportEvent>of();
    for (var bytes : from.seal(frame)) {
      for (int at = 0; at < bytes.length(); at += PIECE) {
        last = to.receive(buffer(bytes.slice(at, Math.min(bytes.length(), at + PIECE))));
      }
    }
    return last.getFirst();
  }

  private static List<TransportEvent> pass(List<TransportEvent> events, Transport to) {
    return events.stream()
        .flatMap(
            event -> event instanceof Send(var bytes) ? to.receive(buffer(bytes)).stream() : null)
        .toList();
  }

  private static ByteBuffer buffer(Bytes bytes) {
    return ByteBuffer.wrap(bytes.backingArray(), bytes.backingOffset(), bytes.length());
  }
}
