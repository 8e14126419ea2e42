package cairn.p2p.transport;

import cairn.p2p.transport.TransportEvent.Dropped;
import cairn.p2p.transport.TransportEvent.Received;
import cairn.p2p.transport.TransportEvent.Send;
import cairn.primitives.Bytes;
import cairn.primitives.crypto.Secp256k1;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The encrypted transport (BIP 324). Both ends send a key and some garbage; when they know the
 * other's key, a terminator, by which the other sees where the garbage ends; then packets, of which
 * the first vouches for the garbage and tells the version.
 *
 * <p>The end that was called keeps its key back until the caller's bytes differ from those that a
 * connection of v1 begins with. If they do not, it speaks v1.
 */
final class V2Transport implements Transport {
  private static final Bytes VERSION_COMMAND =
      Bytes.wrap("version\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));

  /** A version packet without contents: less does not follow the garbage of BIP 324. */
  private static final int LEAST_AFTER_GARBAGE =
      SessionKeys.TERMINATOR_LENGTH + PacketCipher.EXPANSION;

  private final Bytes magic;
  private final Set<Bytes> otherMagics;
  private final RandomGenerator random;
  private final boolean initiating;
  private Stage stage;
  private @Nullable PacketCipher cipher;
  private TransportInfo info = TransportInfo.DETECTING;
  private Optional<Bytes> foreignMagic = Optional.empty();

  V2Transport(Bytes magic, Set<Bytes> otherMagics, RandomGenerator random, boolean initiating) {
    this.magic = magic;
    this.otherMagics = Set.copyOf(otherMagics);
    this.random = random;
    this.initiating = initiating;
    this.stage = initiating ? new Silent() : new Detecting(newKey());
  }

  /** How far the other end has come. */
  private sealed interface Stage {}

  /** This end has not begun yet. */
  private record Silent() implements Stage {}

  /** What has come so far could be v1, or a key. */
  private record Detecting(Arriving key) implements Stage {}

  /** The rest of the other end's key is yet to come. */
  private record AwaitingKey(V2Handshake ours, Arriving key) implements Stage {}

  /**
   * The other end's garbage and its terminator are coming.
   *
   * @param others the terminators that it would send on other networks, and their magics
   */
  private record AwaitingTerminator(
      SessionKeys keys, PacketCipher cipher, Arriving garbage, Map<Bytes, Bytes> others)
      implements Stage {}

  /** The packet that tells the version is yet to come. */
  private record AwaitingVersion(PacketReader packets, Bytes sessionId) implements Stage {}

  /** Messages are coming. */
  private record Encrypted(PacketReader packets) implements Stage {}

  /** The other end speaks v1. */
  private record InTheClear(V1Transport transport) implements Stage {}

  /** Nothing can be understood any more. */
  private record Broken() implements Stage {}

  @Override
  public List<TransportEvent> open() {
    var events = new ArrayList<TransportEvent>();
    if (initiating) {
      begin(newKey(), events);
    }
    return events;
  }

  @Override
  public List<TransportEvent> receive(ByteBuffer bytes) {
    var events = new ArrayList<TransportEvent>();
    try {
      boolean moved;
      do {
        moved = step(bytes, events);
      } while (moved);
    } catch (BrokenTransportException e) {
      stage = new Broken();
      events.add(e.event());
    }
    return events;
  }

  /** Takes what the stage takes; whether there may be more to take. */
  private boolean step(ByteBuffer bytes, List<TransportEvent> events)
      throws BrokenTransportException {
    return switch (stage) {
      case Detecting(var key) -> detect(key, bytes, events);
      case AwaitingKey now -> takeKey(now, bytes, events);
      case AwaitingTerminator now -> takeGarbage(now, bytes);
      case AwaitingVersion now -> takeVersion(now, bytes);
      case Encrypted(var packets) -> takeMessage(packets, bytes, events);
      case InTheClear(var v1) -> {
        events.addAll(v1.receive(bytes));
        yield false;
      }
      case Broken() -> false;
      case Silent() -> throw new IllegalStateException("received before it was opened");
    };
  }

  private boolean detect(Arriving key, ByteBuffer bytes, List<TransportEvent> events) {
    var prefix = magic.concat(VERSION_COMMAND);
    while (key.length() < prefix.length()) {
      if (!bytes.hasRemaining()) {
        return false;
      }
      if (bytes.get(bytes.position()) != prefix.get(key.length())) {
        begin(key, events);
        return true;
      }
      key.take(bytes, 1);
    }
    var v1 = new V1Transport(magic);
    v1.receive(ByteBuffer.wrap(prefix.toArray()));
    stage = new InTheClear(v1);
    info = TransportInfo.V1;
    return true;
  }

  /** Sends this end's key and garbage. */
  private void begin(Arriving theirKey, List<TransportEvent> events) {
    var ours = V2Handshake.make(random);
    events.add(new Send(ours.publicKey().concat(ours.garbage())));
    stage = new AwaitingKey(ours, theirKey);
  }

  private boolean takeKey(AwaitingKey now, ByteBuffer bytes, List<TransportEvent> events)
      throws BrokenTransportException {
    boolean complete = now.key.take(bytes);
    var theirs = now.key.soFar();
    if (!initiating && theirs.matchesAt(magic.length(), VERSION_COMMAND)) {
      // With this network's magic it would have been taken for v1 already.
      foreignMagic = Optional.of(theirs.slice(0, magic.length()));
      throw new BrokenTransportException(
          "V2 transport error: V1 peer with wrong MessageStart " + theirs.slice(0, magic.length()));
    }
    if (!complete) {
      return false;
    }
    var secret = now.ours.agree(theirs, initiating);
    var keys = SessionKeys.derive(magic, secret);
    var packets = new PacketCipher(keys, initiating);
    var version = packets.seal(new byte[PacketCipher.EXPANSION], now.ours.garbage(), false);
    events.add(new Send(keys.terminator(initiating).concat(version)));
    cipher = packets;
    var garbage = new Arriving(V2Handshake.MAX_GARBAGE + SessionKeys.TERMINATOR_LENGTH);
    stage = new AwaitingTerminator(keys, packets, garbage, otherTerminators(secret));
    return true;
  }

  private Map<Bytes, Bytes> otherTerminators(Bytes secret) {
    var terminators = new HashMap<Bytes, Bytes>();
    for (var other : otherMagics) {
      terminators.put(SessionKeys.terminator(other, secret, !initiating), other);
    }
    return terminators;
  }

  private boolean takeGarbage(AwaitingTerminator now, ByteBuffer bytes)
      throws BrokenTransportException {
    var terminator = now.keys.terminator(!initiating);
    boolean complete = false;
    while (!complete && bytes.hasRemaining()) {
      complete = now.garbage.take(bytes, 1);
      if (now.garbage.endsWith(terminator)) {
        int length = now.garbage.length() - terminator.length();
        var garbage = now.garbage.soFar().slice(0, length);
        stage = new AwaitingVersion(new PacketReader(now.cipher, garbage), now.keys.sessionId());
        return true;
      }
      for (var other : now.others.entrySet()) {
        if (now.garbage.endsWith(other.getKey())) {
          foreignMagic = Optional.of(other.getValue());
          throw new BrokenTransportException(
              "V2 transport error: peer of another network, MessageStart " + other.getValue());
        }
      }
    }
    if (complete) {
      foreignMagic = Optional.of(Bytes.EMPTY);
      throw new BrokenTransportException("V2 transport error: missing garbage terminator");
    }
    return false;
  }

  private boolean takeVersion(AwaitingVersion now, ByteBuffer bytes)
      throws BrokenTransportException {
    var packet = now.packets.read(bytes);
    if (packet != null && !packet.decoy()) {
      // What it says is for later versions of BIP 324.
      stage = new Encrypted(now.packets);
      info = TransportInfo.v2(now.sessionId);
    }
    return packet != null;
  }

  private static boolean takeMessage(
      PacketReader packets, ByteBuffer bytes, List<TransportEvent> events)
      throws BrokenTransportException {
    var packet = packets.read(bytes);
    if (packet != null && !packet.decoy()) {
      events.add(message(packet.contents()));
    }
    return packet != null;
  }

  private static TransportEvent message(Bytes contents) {
    int wireSize = contents.length() + PacketCipher.EXPANSION;
    var frame = V2Contents.read(contents);
    if (frame.isEmpty()) {
      return new Dropped(
          "V2 transport error: invalid message type (" + contents.length() + " bytes contents)",
          wireSize);
    }
    return new Received(frame.get(), wireSize);
  }

  @Override
  public boolean canSend() {
    return cipher != null || stage instanceof InTheClear;
  }

  @Override
  public List<Bytes> seal(Frame frame) {
    if (stage instanceof InTheClear(var v1)) {
      return v1.seal(frame);
    }
    if (cipher == null) {
      throw new IllegalStateException("there are no keys yet");
    }
    var packet = new byte[PacketCipher.EXPANSION + V2Contents.length(frame)];
    V2Contents.write(frame, packet, PacketCipher.CONTENTS_AT);
    return List.of(cipher.seal(packet, Bytes.EMPTY, false));
  }

  @Override
  public TransportInfo info() {
    return info;
  }

  @Override
  public int held() {
    return switch (stage) {
      case AwaitingVersion(var packets, _) -> packets.held();
      case Encrypted(var packets) -> packets.held();
      case InTheClear(var v1) -> v1.held();
      case AwaitingTerminator(_, _, var garbage, _) -> garbage.held();
      case Silent(), Detecting _, AwaitingKey _, Broken() -> 0;
    };
  }

  @Override
  public boolean mayBeV1() {
    return initiating && stage instanceof AwaitingKey(_, var key) && key.length() == 0;
  }

  @Override
  public Optional<Bytes> foreignMagic() {
    return switch (stage) {
      case InTheClear(var v1) -> v1.foreignMagic();
      case AwaitingTerminator(_, _, var garbage, _) when garbage.length() >= LEAST_AFTER_GARBAGE ->
          Optional.of(Bytes.EMPTY);
      default -> foreignMagic;
    };
  }

  private static Arriving newKey() {
    return new Arriving(Secp256k1.ELL_SWIFT_LENGTH);
  }
}
