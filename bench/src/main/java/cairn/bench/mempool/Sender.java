package cairn.bench.mempool;

import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Transaction;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer that sends transactions, in the clear, and reads nothing of what it is told. */
final class Sender implements AutoCloseable {
  private static final int VERSION = 70_016;
  private static final int ADDRESS_BYTES = 26;

  private final Transport transport;
  private final Socket socket;
  private final OutputStream out;
  private final Thread reader;

  /** Connects, and waits for the node's end of the handshake. */
  Sender(int port, Bytes magic) throws IOException {
    transport = Transport.v1(magic);
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    send("version", version());
    send("verack", Bytes.EMPTY);
    out.flush();
    // What the node sends has to go somewhere, or it would not read either.
    reader = Thread.ofVirtual().start(this::readAll);
  }

  private static Bytes version() {
    return new ByteWriter()
        .int32(VERSION)
        .int64(0)
        .int64(System.currentTimeMillis() / 1000)
        .bytes(new byte[2 * ADDRESS_BYTES])
        .int64(System.nanoTime())
        .sizedBytes(Bytes.wrap("/bench/".getBytes(StandardCharsets.US_ASCII)))
        .int32(0)
        .uint8(1)
        .toBytes();
  }

  private void readAll() {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // closed, by either side; who sends next will know
    }
  }

  void send(Transaction transaction) throws IOException {
    send("tx", transaction.serialized());
  }

  void flush() throws IOException {
    out.flush();
  }

  private void send(String command, Bytes payload) throws IOException {
    for (var part : transport.seal(new Frame(command, payload))) {
      out.write(part.toArray());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
