package cairn.p2p.net;

import static cairn.p2p.net.Recorder.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.net.Dial.ToEndpoint;
import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for sockets of every platform. */
abstract class SocketsContract {
  static final Bytes MAGIC = Bytes.fromHex("fabfb5da");
  private static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1", 0).orElseThrow();
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final int MAX_RECEIVE = 300_000;
  private static final int MAX_SEND = 200_000;
  private static final int MAX_MEMORY = 10_000_000;
  private static final int MAX_INBOUND = 3;
  private static final Frame PING = new Frame("ping", Bytes.of(1, 2, 3, 4, 5, 6, 7, 8));

  private final Recorder here = new Recorder();
  private final Recorder there = new Recorder();
  private final Sockets mine = new Sockets(config(125), here, platform());
  private final Sockets others = new Sockets(config(MAX_INBOUND), there, platform());

  abstract Platform platform();

  static SocketsConfig config(int maxInbound) {
    return new SocketsConfig(
        MAGIC,
        Set.of("ping", "block"),
        1,
        maxInbound,
        MAX_RECEIVE,
        MAX_SEND,
        MAX_MEMORY,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        new SecureRandom(),
        InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() {
    mine.close();
    others.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesMessagesBothWays(boolean v2) throws BindFailedException {
    var listening = others.listen(LOOPBACK, true);
    connect(listening.endpoint(), v2);
    var near = here.connection();
    var far = there.connection();
    var version = new Frame("version", Bytes.of(1, 2, 3));
    near.send(version);
    near.send(PING);
    assertThat(there.frames(2)).containsExactly(version, PING);
    far.send(version);
    assertThat(here.frames(1)).containsExactly(version);
    assertThat(near.transport()).isEqualTo(far.transport());
    assertThat(near.transport().protocol()).isEqualTo(v2 ? Protocol.V2 : Protocol.V1);
    assertThat(here.hasBegunHandshake(near)).isEqualTo(v2);
    assertThat(there.hasBegunHandshake(far)).isEqualTo(v2);
  }

  @Test
  void tellsWhoIsConnectedToWhom() throws BindFailedException {
    var listening = others.listen(LOOPBACK, false);
    var dial = connect(listening.endpoint(), false);
    var near = here.connection();
    var far = there.connection();
    assertThat(near.dial()).contains(dial);
    assertThat(near.listening()).isEmpty();
    assertThat(far.dial()).isEmpty();
    assertThat(far.listening()).contains(listening);
    assertThat(near.remote()).isEqualTo(listening.endpoint()).isEqualTo(far.local());
    assertThat(near.local()).isEqualTo(far.remote());
    assertThat(near.local().toString()).startsWith("127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesManyAndLargeMessagesInOrder(boolean v2) throws BindFailedException {
    connect(others.listen(LOOPBACK, v2).endpoint(), v2);
    var random = new Random(1);
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < 200; i++) {
      frames.add(frame(i % 50 == 7 ? Frame.MAX_PAYLOAD : random.nextInt(5000), i));
    }
    var near = here.connection();
    frames.forEach(near::send);
    assertThat(there.frames(frames.size())).isEqualTo(frames);
    eventually(() -> !near.isSendBufferFull());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countsTheBytesOnTheWire(boolean v2) throws BindFailedException {
    connect(others.listen(LOOPBACK, v2).endpoint(), v2);
    var near = here.connection();
    near.send(PING);
    near.send(PING);
    near.send(new Frame("unheardof", Bytes.EMPTY));
    there.messages(3);
    int ping = v2 ? 29 : 32;
    int other = v2 ? 33 : 24;
    eventually(
        () -> near.traffic().sentBy().equals(Map.of("ping", 2L * ping, "unheardof", (long) other)));
    var sent = near.traffic();
    var received = there.connection().traffic();
    assertThat(received.receivedBy())
        .isEqualTo(Map.of("ping", 2L * ping, Traffic.OTHER, (long) other));
    assertThat(received.received()).isEqualTo(sent.sent()).isEqualTo(mine.totals().sent());
    assertThat(others.totals().received()).isEqualTo(sent.sent());
    assertThat(sent.lastSent()).contains(NOW);
    assertThat(received.lastReceived()).contains(NOW);
    assertThat(there.messages(1).getFirst().wireSize()).isEqualTo(ping);
    if (!v2) {
      assertThat(sent.sent()).isEqualTo(88);
      assertThat(sent.lastReceived()).isEmpty();
      assertThat(received.lastSent()).isEmpty();
    }
  }

  @Test
  void countsBytesThatAreNoMessageYet() throws IOException {
    try (var peer = call(others.listen(LOOPBACK, true))) {
      peer.getOutputStream().write(MAGIC.toArray());
      var far = there.connection();
      eventually(() -> far.traffic().received() == 4);
      assertThat(far.traffic().receivedBy()).isEmpty();
      assertThat(far.transport().protocol()).isEqualTo(Protocol.DETECTING);
    }
  }

  @Test
  void tellsOfMessagesThatWereLeftOut() throws IOException {
    try (var peer = call(others.listen(LOOPBACK, false))) {
      var bytes = bytes(PING);
      bytes[30]++;
      peer.getOutputStream().write(bytes);
      assertThat(there.drop()).startsWith("Header error: Wrong checksum (ping, 8 bytes)");
      assertThat(there.connection().traffic().receivedBy()).isEqualTo(Map.of(Traffic.OTHER, 32L));
    }
  }

  @Test
  void closesWhenItIsTold() throws BindFailedException {
    connect(others.listen(LOOPBACK, true).endpoint(), true);
    var near = here.connection();
    near.send(PING);
    there.messages(1);
    near.close();
    assertThat(here.end()).isEqualTo(new Recorder.End(near, new CloseReason.Requested(), false));
    assertThat(there.end())
        .isEqualTo(new Recorder.End(there.connection(), new CloseReason.ByPeer(), false));
    near.send(PING);
    near.close();
    near.pauseReading();
    assertThat(here.endsSoFar()).isZero();
  }

  @Test
  void closesAfterABrokenMessageAndTellsBefore() throws IOException {
    try (var peer = call(others.listen(LOOPBACK, false))) {
      peer.setSoTimeout(1);
      var open = new boolean[1];
      there.onClose(_ -> open[0] = isOpen(peer));
      peer.getOutputStream().write(new byte[24]);
      assertThat(there.end().reason())
          .isEqualTo(new CloseReason.Broken("Header error: Wrong MessageStart 00000000 received"));
      assertThat(open[0]).isTrue();
      eventually(() -> !isOpen(peer));
    }
  }

  @Test
  void saysThatAPeerOfV1MayHaveClosed() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      connect(endpoint(server), true);
      try (var peer = server.accept()) {
        assertThat(peer.getInputStream().readNBytes(24)).hasSize(24);
      }
      assertThat(here.end().retryWithV1()).isTrue();
    }
  }

  @Test
  void doesNotSaySoOfAPeerThatHasAnswered() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      connect(endpoint(server), true);
      try (var peer = server.accept()) {
        peer.getOutputStream().write(1);
        peer.getInputStream().readNBytes(64);
        var near = here.connection();
        eventually(() -> near.traffic().received() == 1);
      }
      assertThat(here.end().retryWithV1()).isFalse();
    }
  }

  @Test
  void tellsOfConnectionsThatDoNotComeAbout() throws IOException {
    Endpoint nobody;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = endpoint(server);
    }
    var dial = connect(nobody, true);
    assertThat(here.failure()).isEqualTo(new Recorder.Failure(dial, "Connection refused", false));
    assertThat(here.openedSoFar()).isZero();
  }

  @Test
  void readsNoMoreThanItIsToldToKeep() throws BindFailedException {
    there.stopProcessing();
    connect(others.listen(LOOPBACK, false).endpoint(), false);
    var near = here.connection();
    var frame = frame(10_000, 1);
    int count = 400;
    for (int i = 0; i < count; i++) {
      near.send(frame);
    }
    int most = (MAX_RECEIVE + LoopBuffers.SIZE) / frame.payload().length() + 2;
    int least = MAX_RECEIVE / (frame.payload().length() + 1000);
    int batch = 20;
    for (int taken = 0; taken < count; taken += batch) {
      there.messages(Math.min(count, taken + least));
      assertThat(there.messagesSoFar()).isLessThanOrEqualTo(taken + most);
      for (int i = 0; i < batch; i++) {
        there.connection().processed(frame);
      }
    }
    assertThat(there.messagesSoFar()).isEqualTo(count);
  }

  @Test
  void saysWhenTooMuchWaitsToBeSent() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      connect(endpoint(server), false);
      try (var peer = server.accept()) {
        var near = here.connection();
        assertThat(near.isSendBufferFull()).isFalse();
        var frame = frame(MAX_SEND / 2, 1);
        int sent = 0;
        while (!near.isSendBufferFull()) {
          near.send(frame);
          sent++;
        }
        long bytes = sent * (24L + frame.payload().length());
        assertThat(peer.getInputStream().skip(bytes)).isEqualTo(bytes);
        eventually(() -> here.drainedSoFar() > 0 && !near.isSendBufferFull());
      }
    }
  }

  @Test
  void readsNothingWhilePaused() throws IOException {
    try (var peer = call(others.listen(LOOPBACK, false))) {
      var far = there.connection();
      far.pauseReading();
      eventually(() -> far.isPaused());
      var bytes = bytes(PING);
      peer.getOutputStream().write(bytes);
      far.send(PING);
      assertThat(peer.getInputStream().readNBytes(32)).hasSize(32);
      assertThat(there.messagesSoFar()).isZero();
      far.resumeReading();
      assertThat(there.frames(1)).containsExactly(PING);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsNothingIfPausedFromTheStart(boolean v2) throws IOException {
    var paused = new CompletableFuture<Boolean>();
    there.onOpen(opened -> {
      opened.pauseReading();
      paused.complete(opened.isPaused());
    });
    connect(others.listen(LOOPBACK, v2).endpoint(), v2);
    here.connection().send(PING);
    var far = there.connection();
    eventually(() -> here.connection().traffic().sent() > 0);
    assertThat(paused).isCompletedWithValue(true);
    assertThat(far.traffic().received()).isZero();
    far.resumeReading();
    assertThat(there.frames(1)).containsExactly(PING);
  }

  @Test
  void hasThoseWaitForWhomThereIsNoPlace() throws IOException {
    there.stopForgetting();
    var listening = others.listen(LOOPBACK, false);
    var peers = new ArrayList<Socket>();
    for (int i = 0; i < MAX_INBOUND; i++) {
      peers.add(call(listening));
      there.connection(i);
    }
    try (var onTop = call(listening)) {
      onTop.getOutputStream().write(bytes(PING));
      for (var peer : peers) {
        peer.getOutputStream().write(bytes(PING));
        peer.close();
      }
      // The one on top has sent its message before these, and has not ended.
      for (int i = 0; i < peers.size(); i++) {
        there.end();
      }
      assertThat(there.openedSoFar()).isEqualTo(MAX_INBOUND);
      assertThat(there.messages(MAX_INBOUND))
          .extracting(Recorder.Message::connection)
          .doesNotHaveDuplicates();
      there.connection(0).forget();
      assertThat(there.messages(MAX_INBOUND + 1).getLast().connection())
          .isEqualTo(there.connection(MAX_INBOUND));
    }
  }

  @Test
  void endsWhoeverHasGotOnWithNothingForLongestWhenAllHoldTooMuch() throws IOException {
    var listening = others.listen(LOOPBACK, false);
    var part = Arrays.copyOf(bytes(frame(Frame.MAX_PAYLOAD, 1)), 3_900_000);
    var peers = new ArrayList<Socket>();
    try (var idle = call(listening);
        var other = call(listening);
        var busy = call(listening)) {
      peers.addAll(List.of(idle, other, busy));
      for (int i = 0; i < peers.size(); i++) {
        peers.get(i).getOutputStream().write(part);
        var connection = there.connection(i);
        eventually(() -> connection.traffic().received() == part.length);
      }
      // Two have room, though not three.
      assertThat(there.end())
          .isEqualTo(new Recorder.End(there.connection(0), new CloseReason.OutOfMemory(), false));
      assertThat(there.endsSoFar()).isZero();
    }
  }

  @Test
  void lendsNobodyMoreThanOneMessageWhenMemoryIsTight() throws IOException {
    there.stopProcessing();
    var listening = others.listen(LOOPBACK, false);
    var part = Arrays.copyOf(bytes(frame(Frame.MAX_PAYLOAD, 1)), 3_000_000);
    try (var one = call(listening);
        var other = call(listening);
        var small = call(listening)) {
      one.getOutputStream().write(part);
      other.getOutputStream().write(part);
      for (int i = 0; i < 2; i++) {
        var holding = there.connection(i);
        eventually(() -> holding.traffic().received() == part.length);
      }
      small.getOutputStream().write(bytes(PING));
      there.messages(1);
      var waiting = there.connection(2);
      assertThat(waiting.isSendBufferFull()).isFalse();
      eventually(waiting::isPaused);
      small.getOutputStream().write(bytes(PING));
      waiting.send(PING);
      assertThat(small.getInputStream().readNBytes(32)).hasSize(32);
      assertThat(there.messagesSoFar()).isOne();
      waiting.processed(PING);
      there.messages(2);
    }
  }

  @Test
  void saysWhenAnAddressIsTaken() throws BindFailedException {
    var listening = mine.listen(LOOPBACK, true);
    assertThat(listening.endpoint().port()).isNotZero();
    assertThatThrownBy(() -> others.listen(listening.endpoint(), true))
        .isInstanceOfSatisfying(BindFailedException.class, e -> assertThat(e.inUse()).isTrue())
        .hasMessage("Address already in use");
  }

  @Test
  void saysWhenAnAddressIsNotOfThisMachine() {
    var foreign = Endpoint.parse("192.0.2.1", 0).orElseThrow();
    assertThatThrownBy(() -> others.listen(foreign, true))
        .isInstanceOfSatisfying(BindFailedException.class, e -> assertThat(e.inUse()).isFalse())
        .hasMessage("Cannot assign requested address");
  }

  @Test
  void endsEverythingWhenItIsClosed() throws IOException {
    var listening = others.listen(LOOPBACK, true);
    connect(listening.endpoint(), true);
    here.connection().send(PING);
    there.messages(1);
    others.close();
    assertThat(there.end().reason()).isEqualTo(new CloseReason.Requested());
    assertThat(here.end().reason()).isEqualTo(new CloseReason.ByPeer());
    connect(listening.endpoint(), true);
    assertThat(here.failure().reason()).isEqualTo("Connection refused");
  }

  @Test
  void worksOnThreadsThatAreNamedAfterTheNet() throws IOException {
    var names = new ConcurrentLinkedQueue<String>();
    there.onClose(_ -> names.add(Thread.currentThread().getName()));
    try (var _ = call(others.listen(LOOPBACK, true))) {
      there.connection();
    }
    there.end();
    assertThat(names).containsExactly("net-0");
  }

  private Dial connect(Endpoint endpoint, boolean v2) {
    var dial = new Dial(new ToEndpoint(endpoint), null, v2);
    mine.connect(dial);
    return dial;
  }

  private static Socket call(Listening listening) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listening.endpoint().port());
  }

  /** As v1 has it. */
  private static byte[] bytes(Frame frame) {
    return Transport.v1(MAGIC).seal(frame).stream().reduce(Bytes.EMPTY, Bytes::concat).toArray();
  }

  private static Endpoint endpoint(ServerSocket server) {
    return new Endpoint(LOOPBACK.address(), server.getLocalPort());
  }

  /** Whether a read waits instead of saying that there will be nothing. */
  private static boolean isOpen(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Frame frame(int length, long seed) {
    var payload = new byte[length];
    new Random(seed).nextBytes(payload);
    return new Frame("block", Bytes.wrap(payload));
  }
}
