package cairn.rpc.http;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: its requests are answered one after the other, in the order in which
 * they came. Runs on a thread of its own; {@link #isOverdue} and {@link #close} are for any.
 */
final class HttpConnection implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

  /** How much of a response has to be taken at a time. */
  private static final int SEND = 1 << 16;

  private final SocketChannel channel;
  private final String peer;
  private final HttpServer server;
  private final BodyMemory memory;
  private final AnswerMemory answerMemory;
  private final long patienceNanos;

  /** By when the client has to do something, by {@link System#nanoTime}; of meaning if waiting. */
  private volatile long due;

  /** Whether it is the client's turn. */
  private volatile boolean waiting;

  private volatile boolean busy;

  /** Whether the client has shown a password that is right. */
  private volatile boolean trusted;

  /** Whether whatever arrives gives the client more time. */
  private boolean patient = true;

  /**
   * @param patience how long the client may do nothing, or take for a request's header; zero for
   *     ever
   */
  HttpConnection(
      SocketChannel channel,
      String peer,
      HttpServer server,
      BodyMemory memory,
      AnswerMemory answerMemory,
      Duration patience) {
    this.channel = channel;
    this.peer = peer;
    this.server = server;
    this.memory = memory;
    this.answerMemory = answerMemory;
    this.patienceNanos = patience.toNanos();
  }

  /** Whether the client has kept us waiting for too long. */
  boolean isOverdue() {
    return waiting && patienceNanos > 0 && System.nanoTime() - due > 0;
  }

  /** Whether it is the turn of a client who has shown no password. */
  boolean isWaitingForStranger() {
    return waiting && !trusted;
  }

  /** For how long it has been the client's turn. */
  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - due + patienceNanos);
  }

  /** Whether a request is being read, worked on or answered. */
  boolean isBusy() {
    return busy;
  }

  @Override
  public void run() {
    try (channel) {
      var input = new ClientInput(channel.socket().getInputStream(), this::heard);
      var reader = new RequestReader(input, memory);
      await();
      while (reader.awaitRequest()) {
        busy = true;
        boolean goesOn = answer(reader, input);
        releaseMemory();
        if (!goesOn) {
          break;
        }
        busy = false;
        await();
      }
    } catch (IOException e) {
      log.debug("Disconnected from {}: {}", peer, e.toString());
    } catch (InterruptedException e) {
      log.debug("No answer to {}, which has gone", peer);
    } finally {
      releaseMemory();
      server.left(this);
    }
  }

  private void releaseMemory() {
    memory.release();
    answerMemory.release();
  }

  /** Reads and answers one request; false if it was the last one. */
  private boolean answer(RequestReader reader, ClientInput input)
      throws IOException, InterruptedException {
    RequestHead head = null;
    try {
      patient = false; // the head as a whole has to be there in time
      await();
      head = reader.head();
      patient = true;
      await();
      var handler = server.handler(head);
      boolean needsBody = handler != null && handler.needsBody(head);
      trusted |= handler != null && needsBody && !handler.isPublic();
      var body = reader.body(head, needsBody);
      waiting = false;
      log.debug("Received a {} request for {} from {}", head.method(), head.target(), peer);
      var request = new HttpRequest(head, body, peer);
      var stream = server.stream(request);
      if (stream.isPresent()) {
        send(stream.get(), head.minorVersion());
        return false;
      }
      var response = server.respond(request, answerMemory, input);
      boolean keepsAlive = head.keepsAlive() && !server.isStopping();
      send(response, head.minorVersion(), keepsAlive);
      return keepsAlive;
    } catch (RequestException e) {
      log.debug("Error reading HTTP request from client {}: {}", peer, e.getMessage());
      int version = head == null ? 1 : head.minorVersion();
      send(HttpResponse.refusal(e.status(), ""), version, true);
      return false;
    }
  }

  private void send(HttpResponse response, int minorVersion, boolean keepsAlive)
      throws IOException {
    var head = Bytes.wrap(response.head(minorVersion, keepsAlive, Instant.now()));
    var out = channel.socket().getOutputStream();
    var small = new ArrayList<>(List.of(head));
    int length = head.length();
    for (var piece : response.body()) {
      if (length + piece.length() > SEND) {
        sendTogether(out, small);
        small.clear();
        length = 0;
      }
      small.add(piece);
      length += piece.length();
    }
    sendTogether(out, small);
    log.debug("Sent {} bytes to client {}", head.length() + response.length(), peer);
  }

  private void sendTogether(OutputStream out, List<Bytes> pieces) throws IOException {
    var bytes = pieces.size() == 1 ? pieces.getFirst() : Bytes.join(pieces);
    for (int at = 0; at < bytes.length(); at += SEND) {
      int length = Math.min(bytes.length() - at, SEND);
      send(out, bytes.backingArray(), bytes.backingOffset() + at, length);
    }
  }

  private void send(ResponseStream stream, int minorVersion)
      throws IOException, InterruptedException {
    try (stream) {
      var out = channel.socket().getOutputStream();
      byte[] head = HttpResponse.streamHead(minorVersion, stream.fields(), Instant.now());
      send(out, head, 0, head.length);
      for (var next = stream.next(); next.isPresent(); next = stream.next()) {
        byte[] piece = next.get().toArray();
        send(out, piece, 0, piece.length);
      }
    }
  }

  private void send(OutputStream out, byte[] array, int from, int length) throws IOException {
    await();
    out.write(array, from, length);
    waiting = false;
  }

  /** A body has to make progress, a head to be over in time. */
  private void heard() {
    if (patient) {
      await();
    }
  }

  /** It is the client's turn, from now on. */
  private void await() {
    due = System.nanoTime() + patienceNanos;
    waiting = true;
  }

  /** Ends the connection, whatever is going on. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("Cannot close the connection of {}: {}", peer, e.toString());
    }
  }
}
