package cairn.p2p.net;

/** Why a connection has ended. */
public sealed interface CloseReason {
  /** This side has closed it. */
  record Requested() implements CloseReason {}

  /** The other side has closed it. */
  record ByPeer() implements CloseReason {}

  /**
   * What the other side sent cannot be understood.
   *
   * @param reason in Core's words
   */
  record Broken(String reason) implements CloseReason {}

  /** All connections together hold too much in memory, and this one has not got on for longest. */
  record OutOfMemory() implements CloseReason {}

  /**
   * The system says that it no longer stands.
   *
   * @param reason in the system's words
   */
  record Failed(String reason) implements CloseReason {}
}
