package cairn.rpc.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that all answers may take together, while they are made and sent, and the requests
 * that they answer, as they are after reading. Small ones are not counted: there are no more of
 * them than connections. A connection has one of these.
 */
public final class AnswerMemory {
  /** Up to here an answer is not counted. */
  static final int SMALL = 1 << 18;

  /** How long an answer waits for others, of which some may wait for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore kibibytes;
  private final int total;
  private int forRequest;
  private int reserved;

  /**
   * @param kibibytes what is left for all connections
   * @param total what there is for them
   */
  AnswerMemory(Semaphore kibibytes, int total) {
    this.kibibytes = kibibytes;
    this.total = total;
  }

  /**
   * Waits until there is room for the answer to be of so many bytes in all, but not for long.
   *
   * @return false if there is none
   */
  public boolean grow(int bytes) throws InterruptedException {
    int wanted = forRequest + kibibytes(bytes);
    int more = wanted - reserved;
    if (more > 0) {
      if (wanted > total
          || !kibibytes.tryAcquire(more, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      reserved = wanted;
    }
    return true;
  }

  /** As {@link #grow}, for those who cannot do without. */
  public void need(int bytes) {
    try {
      if (!grow(bytes)) {
        throw new NoRoomException("Answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoRoomException("Answer");
    }
  }

  /**
   * Waits until there is room for the request, besides its answer, but not for long.
   *
   * @param bytes that it takes once it is read
   */
  public void needForRequest(int bytes) throws InterruptedException {
    forRequest = kibibytes(bytes);
    if (!grow(0)) {
      forRequest = 0;
      throw new NoRoomException("Request");
    }
  }

  private static int kibibytes(int bytes) {
    return bytes <= SMALL ? 0 : bytes / 1024 + 1;
  }

  /** There is no memory for an answer, or for a request. */
  public static final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    private NoRoomException(String what) {
      super(what);
      this.what = what;
    }

    /** What the client is told. */
    public HttpResponse response() {
      return HttpResponse.refusal(
          HttpStatus.SERVICE_UNAVAILABLE, what + " too large, or too many large ones at a time");
    }
  }

  /** The answer is gone. */
  void release() {
    kibibytes.release(reserved);
    reserved = 0;
    forRequest = 0;
  }
}
