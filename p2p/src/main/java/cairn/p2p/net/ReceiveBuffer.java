package cairn.p2p.net;

import cairn.p2p.net.MemoryBudget.Account;
import cairn.p2p.transport.Frame;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much has come over one connection and is not dealt with, and whether that is enough for now.
 * The connection's thread says what comes, any thread what was dealt with.
 */
final class ReceiveBuffer {
  private final MemoryBudget budget;
  private final Account memory;
  private final long most;
  private final AtomicLong unprocessed = new AtomicLong();

  /** Whether nothing more is being read, so that somebody has to be told when there is room. */
  private volatile boolean stopped;

  /** What the transport keeps of a message that is not complete. Of the connection's thread. */
  private int incomplete;

  /**
   * @param memory is charged with what there is
   * @param most bytes of messages that may wait, as long as the budget is not tight
   */
  ReceiveBuffer(MemoryBudget budget, Account memory, long most) {
    this.budget = budget;
    this.memory = memory;
    this.most = most;
  }

  /** So many bytes are there now of a message that is not complete. */
  void hold(int bytes) {
    memory.add(bytes - incomplete);
    incomplete = bytes;
  }

  /** A message is complete. */
  void add(Frame frame) {
    unprocessed.addAndGet(SendQueue.cost(frame));
    memory.add(SendQueue.cost(frame));
    memory.step();
  }

  /** A message was dealt with; whether reading may go on that had {@linkplain #isFull stopped}. */
  boolean remove(Frame frame) {
    unprocessed.addAndGet(-SendQueue.cost(frame));
    memory.add(-SendQueue.cost(frame));
    memory.step();
    return stopped && !holdsTooMuch();
  }

  /** Whether no more is to be read. */
  boolean isFull() {
    stopped = true; // so that whoever deals with a message now sees to it that this is asked again
    stopped = holdsTooMuch();
    return stopped;
  }

  private boolean holdsTooMuch() {
    return unprocessed.get() > (budget.isTight() ? 0 : most);
  }
}
