package cairn.rpc.zmq;

import cairn.primitives.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who has connected, and the messages that wait for him. Thread-safe.
 *
 * <p>One thread reads what he subscribes to, another one writes what waits.
 */
final class Subscriber {
  /** So long are the messages that wait for one who is slow; there is always room for one. */
  static final int MAX_WAITING_BYTES = 16 << 20;

  /** Core has five topics; others may ask for what does not exist, but not for more and more. */
  private static final int MAX_SUBSCRIPTIONS = 100;

  private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(30);
  private static final int SUBSCRIBE = 1;
  private static final int CANCEL = 0;

  private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

  private final SocketChannel channel;
  private final int highWaterMark;
  private final MessageMemory memory;
  private final Set<Bytes> subscriptions = ConcurrentHashMap.newKeySet();
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean closed;
  private volatile boolean ready;

  /**
   * Does nothing before {@link #run}.
   *
   * @param highWaterMark how many messages may wait; 0 for any number
   * @param memory for what waits for all subscribers
   */
  Subscriber(SocketChannel channel, int highWaterMark, MessageMemory memory) {
    this.channel = channel;
    this.highWaterMark = highWaterMark;
    this.memory = memory;
  }

  /** Whether he has subscribed to messages that begin like this. */
  boolean wants(Bytes topic) {
    for (var prefix : subscriptions) {
      if (prefix.length() <= topic.length() && topic.matchesAt(0, prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Puts a message into the queue, or forgets it if there is no room for it. */
  synchronized void send(byte[] message) {
    boolean isFull =
        (highWaterMark > 0 && waiting.size() >= highWaterMark)
            || (!waiting.isEmpty() && waitingBytes + message.length > MAX_WAITING_BYTES);
    if (closed || isFull || !memory.take(message.length)) {
      return;
    }
    put(message);
  }

  /** How many messages wait for him. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Puts what is not a message into the queue; there is little of that. */
  private synchronized void answer(byte[] frame) throws IOException {
    if (waiting.size() > MAX_SUBSCRIPTIONS + highWaterMark || !memory.take(frame.length)) {
      throw new IOException("too slow to be answered");
    }
    put(frame);
  }

  private void put(byte[] bytes) {
    waiting.add(bytes);
    waitingBytes += bytes.length;
    notifyAll();
  }

  /** Serves him until he leaves, or is left. */
  void run() {
    try (channel) {
      Thread.ofVirtual().name("zmq-patience").start(this::awaitHandshake);
      write(ByteBuffer.wrap(Zmtp.greeting()));
      Zmtp.checkGreeting(take(Zmtp.GREETING_LENGTH));
      write(ByteBuffer.wrap(Zmtp.ready()));
      Thread.ofVirtual().name("zmq-write").start(this::writeAll);
      while (true) {
        hear(Zmtp.read(this::take));
      }
    } catch (EOFException e) {
      log.debug("A subscriber has left");
    } catch (IOException e) {
      log.debug("The connection of a subscriber ends: {}", e.toString());
    } finally {
      close();
    }
  }

  private void awaitHandshake() {
    try {
      TimeUnit.NANOSECONDS.sleep(HANDSHAKE_PATIENCE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ready) {
      close();
    }
  }

  private void hear(Zmtp.Frame frame) throws IOException {
    if (frame.isCommand()) {
      hear(Zmtp.Command.of(frame.body()));
    } else if (ready && !frame.hasMore() && !frame.body().isEmpty()) {
      // As it was in ZMTP 3.0. What does not begin like this is a message to whoever listens.
      subscribe(frame.body().unsigned(0), frame.body().slice(1));
    }
  }

  private void hear(Zmtp.Command command) throws IOException {
    switch (command.name()) {
      case "READY" -> {
        var kind = Zmtp.properties(command.data()).getOrDefault("socket-type", "");
        if (!kind.equals("SUB") && !kind.equals("XSUB")) {
          throw new IOException("not a subscriber");
        }
        ready = true;
      }
      case "SUBSCRIBE" -> subscribe(SUBSCRIBE, command.data());
      case "CANCEL" -> subscribe(CANCEL, command.data());
      case "PING" -> answer(Zmtp.pong(command.data()));
      case "ERROR" -> throw new IOException("told of an error");
      default -> {} // others are for others
    }
  }

  private void subscribe(int what, Bytes prefix) throws IOException {
    if (what == SUBSCRIBE) {
      if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
        throw new IOException("too many subscriptions");
      }
      subscriptions.add(prefix.compact());
    } else if (what == CANCEL) {
      subscriptions.remove(prefix);
    }
  }

  private Bytes take(int count) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    return Bytes.wrap(buffer.array());
  }

  private void writeAll() {
    try {
      for (var next = next(); next.length > 0; next = next()) {
        try {
          write(ByteBuffer.wrap(next));
        } finally {
          memory.free(next.length);
        }
      }
    } catch (IOException e) {
      log.debug("Cannot write to a subscriber: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** Waits for the next message; empty if there will be none. */
  private synchronized byte[] next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    var next = waiting.poll();
    if (next == null) {
      return new byte[0];
    }
    waitingBytes -= next.length;
    return next;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Ends the connection. What waits is lost. A second call does nothing. */
  void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        memory.free(waitingBytes);
        waitingBytes = 0;
        waiting.clear();
        notifyAll();
      }
    }
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("Cannot close the connection of a subscriber: {}", e.toString());
    }
  }
}
