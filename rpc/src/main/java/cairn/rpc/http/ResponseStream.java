package cairn.rpc.http;

import cairn.primitives.Bytes;
import java.util.Map;
import java.util.Optional;

/** An answer that goes on and on. The connection ends with it. */
public interface ResponseStream extends AutoCloseable {
  /** Header fields, besides those that every response has. */
  Map<String, String> fields();

  /** Waits for the next piece; empty if there is none any more. */
  Optional<Bytes> next() throws InterruptedException;

  /** The connection has ended. */
  @Override
  void close();
}
