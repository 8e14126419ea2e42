package cairn.p2p.host;

import cairn.p2p.connections.Activity;
import cairn.p2p.net.BindFailedException;
import cairn.p2p.net.Listening;
import cairn.p2p.net.Sockets;
import cairn.p2p.net.Totals;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.Names;
import cairn.p2p.peer.Outbox;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Timetable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node's peers live: the sockets, the thread of the machines, and their time.
 *
 * <p>The machines are made of what it gives, and then it is started with them. Thread-safe, but for
 * what is said to be for the peers' thread.
 */
public final class PeerHost implements Executor, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeerHost.class);

  /** Machines never wait, so they are done soon with whatever they do. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PeerLoop<Link> loop = new PeerLoop<>();
  private final LateMachines machines = new LateMachines();
  private final Links links = new Links(loop);
  private final Reception reception = new Reception(machines, links);
  private final Timetable alarms;
  private final Timetable tasks;
  private final Sockets sockets;
  private final SocketOutbox outbox;
  private final HostNames names = new HostNames(InetAddress::getAllByName, this);
  private final Set<Question<?>> questions = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofPlatform().daemon().name("peers").unstarted(this::run);
  private volatile Consumer<Throwable> onEnd = _ -> {};

  public PeerHost(HostConfig config) {
    this.alarms = new Timetable(new Alarms(), config.sockets().clock());
    this.tasks = new Timetable(new Alarms(), config.taskClock());
    this.sockets =
        new Sockets(
            config.sockets(), new SocketEvents(loop, reception, new Strangers(config.taskClock())));
    this.outbox = new SocketOutbox(sockets, config.proxies(), links, machines, loop);
  }

  /** For the peers' thread. */
  public Outbox outbox() {
    return outbox;
  }

  /** For the peers' thread. */
  public Names names() {
    return names;
  }

  /** What is due by the node's clock. For the peers' thread, once it has started. */
  public Alarms alarms() {
    return alarms.alarms();
  }

  /** What is due by the clock of tasks. For the peers' thread, once it has started. */
  public Timetable tasks() {
    return tasks;
  }

  /** How many bytes all connections have carried. */
  public Totals totals() {
    return sockets.totals();
  }

  /**
   * What the sockets know of a peer; empty if there is no connection to it. For the peers' thread.
   */
  public Optional<ConnectionInfo> info(Peer peer) {
    return Optional.ofNullable(links.find(peer))
        .map(Link::connection)
        .map(connection -> new ConnectionInfo(connection.traffic(), connection.transport()));
  }

  /** When peers were last heard of. For the peers' thread. */
  public Activity activity() {
    return new SocketActivity(this);
  }

  /**
   * Starts the peers' thread.
   *
   * @param onFailure is told, on that thread, if it ends though nobody has closed it; then nothing
   *     happens to peers any more
   */
  public void start(Machines machines, Consumer<Throwable> onFailure) {
    this.machines.set(machines);
    onEnd = onFailure;
    thread.start();
  }

  private void run() {
    try {
      loop.run(new Intake(machines.get(), reception, List.of(alarms, tasks)));
    } catch (Throwable e) {
      log.error("The thread of the peers has ended", e);
      end();
      onEnd.accept(e);
    }
  }

  private void end() {
    loop.stop();
    questions.forEach(Question::refuse);
  }

  /**
   * Takes connections of peers from now on.
   *
   * @param v2 whether to speak BIP 324 with those who want to
   */
  public Listening listen(Bind bind, boolean v2) throws BindFailedException {
    reception.expect(bind);
    return sockets.listen(bind.endpoint(), v2);
  }

  /** Has the peers' thread do something, in the order of the calls; not any more once closed. */
  @Override
  public void execute(Runnable task) {
    loop.post(task);
  }

  /** Has what is due looked at: a clock was set. */
  public void wake() {
    loop.post(() -> {});
  }

  /**
   * Asks something on the peers' thread: where peers and machines may be asked. Whoever waits for
   * the answer must not do so on that thread.
   *
   * @return fails as {@code question} does; cancelled while there is no such thread: before the
   *     start, and once closed
   */
  public <T> CompletableFuture<T> ask(Callable<T> question) {
    return ask(question, loop::post);
  }

  private <T> CompletableFuture<T> ask(Callable<T> question, Predicate<Runnable> way) {
    var asked = new Question<>(question);
    questions.add(asked);
    boolean posted =
        thread.getState() != Thread.State.NEW
            && way.test(() -> {
              asked.run();
              questions.remove(asked);
            });
    if (!posted) {
      questions.remove(asked);
      asked.refuse();
    }
    return asked.answer();
  }

  /** Closes all connections, tells the machines, and ends. Not for the peers' thread. */
  @Override
  public void close() {
    sockets.close();
    names.close();
    try {
      if (thread.isAlive()) {
        // Whatever was to be told of the sockets, in either way, was told before this is asked.
        ask(() -> true, loop::postInTurn).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        ask(() -> true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        loop.stop();
        thread.join(PATIENCE);
      }
    } catch (ExecutionException e) {
      log.debug("The thread of the peers had ended before", e);
    } catch (TimeoutException e) {
      log.error("The thread of the peers does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }
}
