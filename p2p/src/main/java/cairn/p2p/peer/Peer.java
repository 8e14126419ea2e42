package cairn.p2p.peer;

import cairn.p2p.permissions.Permission;
import cairn.p2p.transport.TransportInfo;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.ServiceFlags;
import java.time.Instant;

/**
 * A connection to another node, and what the two have agreed on. What a machine remembers of a peer
 * beyond that is the machine's own. Equal only to itself; for the thread of the peers alone.
 */
public final class Peer {
  /** So many transactions of a peer, and bytes of them, may wait for what becomes of them. */
  private static final int MAX_TRANSACTIONS_AWAITED = 64;

  private static final int MAX_TRANSACTION_BYTES_AWAITED = 64 << 10;

  /** How far the connection has come. */
  public enum Stage {
    /** Nothing was received, or nothing but rubbish. */
    OPENED,
    /** The peer's {@code version} was received. */
    GREETED,
    /** Both sides have said {@code verack}: all messages may be sent. */
    READY,
    /** This node has closed it. */
    CLOSED
  }

  private final PeerId id;
  private final ConnectionFacts facts;
  private final ServiceFlags ourServices;

  /** Few have any, and it is asked for each message. */
  private final boolean hasPermissions;

  private Stage stage = Stage.OPENED;
  private Greeting greeting = Greeting.NONE;
  private TransportInfo transport = TransportInfo.DETECTING;
  private boolean wtxidRelay;
  private boolean addrV2;
  private boolean isDropped;
  private int answersAwaited;
  private int transactionsAwaited;
  private int transactionBytesAwaited;
  private int blockAnswersAwaited;

  /**
   * @param ourServices which this node offers to the peer
   */
  public Peer(PeerId id, ConnectionFacts facts, ServiceFlags ourServices) {
    this.id = id;
    this.facts = facts;
    this.ourServices = ourServices;
    this.hasPermissions = !facts.permissions().isEmpty();
  }

  public PeerId id() {
    return id;
  }

  public ConnectionFacts facts() {
    return facts;
  }

  public ConnectionType type() {
    return facts.type();
  }

  public Endpoint remote() {
    return facts.remote();
  }

  public boolean has(Permission permission) {
    return hasPermissions && facts.permissions().contains(permission);
  }

  public Instant openedAt() {
    return facts.openedAt();
  }

  public ServiceFlags ourServices() {
    return ourServices;
  }

  public Stage stage() {
    return stage;
  }

  public boolean isReady() {
    return stage == Stage.READY;
  }

  public boolean isClosed() {
    return stage == Stage.CLOSED;
  }

  public void enter(Stage stage) {
    this.stage = stage;
  }

  /** This node closes the connection, because it does not want the peer any more. */
  public void drop() {
    isDropped = true;
    enter(Stage.CLOSED);
  }

  /** Whether this node has closed the connection, other than for the peer's silence. */
  public boolean wasDropped() {
    return isDropped;
  }

  /** How the connection carries messages: known once the first of them has come. */
  public TransportInfo transport() {
    return transport;
  }

  public void use(TransportInfo transport) {
    this.transport = transport;
  }

  /** What the peer said of itself; {@link Greeting#NONE} until it did. */
  public Greeting greeting() {
    return greeting;
  }

  public void greeted(Greeting greeting) {
    this.greeting = greeting;
    this.stage = Stage.GREETED;
  }

  /** The services that the peer offers. */
  public ServiceFlags services() {
    return greeting.services();
  }

  /** The lower of the two protocol versions; 0 until the peer has told its own. */
  public int commonVersion() {
    return greeting.commonVersion();
  }

  /** Whether the peer announces transactions by wtxid, and wants them so (BIP 339). */
  public boolean wtxidRelay() {
    return wtxidRelay;
  }

  public void useWtxidRelay() {
    wtxidRelay = true;
  }

  /** Whether the peer wants addresses in the form of BIP 155. */
  public boolean wantsAddrV2() {
    return addrV2;
  }

  public void useAddrV2() {
    addrV2 = true;
  }

  /**
   * Whether something the peer has sent is still being dealt with elsewhere. Until it is done, only
   * blocks that follow blocks of this peer are looked at, and transactions that follow
   * transactions, so that all it sends has its effect in order.
   */
  public boolean isAwaitingAnswers() {
    return answersAwaited + transactionsAwaited + blockAnswersAwaited > 0;
  }

  /**
   * Whether blocks are not all that is still being dealt with: then a block has to wait too, as it
   * may follow headers that came before it.
   */
  public boolean isAwaitingMoreThanBlocks() {
    return answersAwaited + transactionsAwaited > 0;
  }

  /** Whether another transaction may be handed on: nothing but some others are being dealt with. */
  public boolean maySendTransaction() {
    return answersAwaited + blockAnswersAwaited == 0
        && transactionsAwaited < MAX_TRANSACTIONS_AWAITED
        && transactionBytesAwaited < MAX_TRANSACTION_BYTES_AWAITED;
  }

  /**
   * Whether the last message is likely to be kept until it is dealt with, and no bound but that of
   * the peer holds for that: not for blocks, nor for a few short transactions.
   */
  public boolean keepsLastMessage() {
    return answersAwaited > 0 || transactionBytesAwaited >= MAX_TRANSACTION_BYTES_AWAITED;
  }

  /** Something was handed on, and will be followed by {@link #answered}. */
  public void awaitAnswer() {
    answersAwaited++;
  }

  public void answered() {
    if (answersAwaited == 0) {
      throw new IllegalStateException("nothing was asked");
    }
    answersAwaited--;
  }

  /** A transaction was handed on, and will be followed by {@link #transactionAnswered}. */
  public void awaitTransactionAnswer(int bytes) {
    transactionsAwaited++;
    transactionBytesAwaited += bytes;
  }

  public void transactionAnswered(int bytes) {
    if (transactionsAwaited == 0) {
      throw new IllegalStateException("no transaction was handed on");
    }
    transactionsAwaited--;
    transactionBytesAwaited -= bytes;
  }

  /** A block was handed on, and will be followed by {@link #blockAnswered}. */
  public void awaitBlockAnswer() {
    blockAnswersAwaited++;
  }

  public void blockAnswered() {
    if (blockAnswersAwaited == 0) {
      throw new IllegalStateException("no block was handed on");
    }
    blockAnswersAwaited--;
  }

  /** {@code peer=5}, as the log has it. */
  @Override
  public String toString() {
    return "peer=" + id;
  }
}
