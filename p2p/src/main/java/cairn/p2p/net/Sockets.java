package cairn.p2p.net;

import cairn.p2p.net.Connection.Origin;
import cairn.p2p.transport.Transport;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.Bytes;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * All connections to peers: listens, connects, moves the bytes. Thread-safe.
 *
 * <p>Commands return at once, but for {@link #listen} and {@link #close}; what comes of them is
 * told to the listener.
 */
public final class Sockets implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int SHUTDOWN_SECONDS = 2;

  /**
   * More than this is not given to the system before it has taken some: see {@link LoopBuffers}.
   */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(LoopBuffers.SIZE / 2, LoopBuffers.SIZE);

  private final SocketsConfig config;
  private final SocketListener listener;
  private final Platform platform;
  private final Environment environment;
  private final ProxyCredentials.Source credentials;
  private final MultiThreadIoEventLoopGroup loops;
  private final Map<EventExecutor, LoopBuffers> buffers;
  private final Set<Channel> servers = ConcurrentHashMap.newKeySet();
  private final Map<Channel, Connection> connections = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public Sockets(SocketsConfig config, SocketListener listener) {
    this(config, listener, Platform.best());
  }

  Sockets(SocketsConfig config, SocketListener listener, Platform platform) {
    this.config = config;
    this.listener = listener;
    this.platform = platform;
    this.environment = new Environment(config, listener);
    this.credentials = new ProxyCredentials.Source(config.random());
    var threads = Thread.ofPlatform().daemon().name("net-", 0).factory();
    this.loops = new MultiThreadIoEventLoopGroup(config.threads(), threads, platform.io());
    this.buffers =
        StreamSupport.stream(loops.spliterator(), false)
            .collect(Collectors.toUnmodifiableMap(loop -> loop, _ -> new LoopBuffers()));
  }

  /** How many bytes all connections have carried. */
  public Totals totals() {
    return environment.totals();
  }

  /**
   * Takes connections of peers from now on.
   *
   * @param endpoint an IP address, and a port or 0 for any
   * @param v2 whether to speak BIP 324 with those who want to
   */
  public Listening listen(Endpoint endpoint, boolean v2) throws BindFailedException {
    var family = Platform.family(endpoint);
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(() -> platform.newServer(family))
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(new Counting())
            .childHandler(new Accepting(v2))
            .bind(Platform.address(endpoint))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw Failures.bindFailed(bound.cause());
    }
    servers.add(bound.channel());
    environment.entrance().add(bound.channel());
    return new Listening(Platform.endpoint(bound.channel().localAddress()), v2);
  }

  /** Opens a connection. */
  public void connect(Dial dial) {
    var proxy = dial.proxy();
    if (closed) {
      listener.connectFailed(dial, "shut down", proxy != null);
      return;
    }
    var bootstrap =
        new Bootstrap()
            .group(loops)
            .disableResolver()
            .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) config.connectTimeout().toMillis())
            .handler(new Dialling(dial));
    var connecting =
        switch (proxy == null ? null : proxy.address()) {
          case null -> connect(bootstrap, ((Dial.ToEndpoint) dial.target()).endpoint());
          case Proxy.Tcp(var endpoint) -> connect(bootstrap, endpoint);
          case Proxy.Unix(var path) ->
              bootstrap.channelFactory(platform::newUnixSocket).connect(platform.unixAddress(path));
        };
    connecting.addListener(result -> {
      if (!result.isSuccess()) {
        listener.connectFailed(dial, Failures.reason(result.cause()), proxy != null);
      }
    });
  }

  private ChannelFuture connect(Bootstrap bootstrap, Endpoint endpoint) {
    var family = Platform.family(endpoint);
    return bootstrap
        .channelFactory(() -> platform.newSocket(family))
        .option(ChannelOption.TCP_NODELAY, true)
        .connect(Platform.address(endpoint));
  }

  /** Ends all connections and waits until that is done. Not for the listener to call. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    servers.forEach(server -> server.close().awaitUninterruptibly());
    connections.forEach((_, connection) -> connection.close());
    connections.forEach((channel, _) -> channel.closeFuture().awaitUninterruptibly());
    loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private PeerHandler newPeer(Channel channel, Origin origin, Transport transport) {
    var buffer = Objects.requireNonNull(buffers.get(channel.eventLoop()));
    var connection = new Connection(channel, origin, transport, buffer, environment);
    channel.config().setRecvByteBufAllocator(buffer);
    connections.put(channel, connection);
    channel.closeFuture().addListener(_ -> connections.remove(channel));
    return new PeerHandler(connection);
  }

  /** Counts what comes in, from when the system has given it to us. */
  private final class Counting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      environment.entrance().take();
      var channel = (Channel) accepted;
      channel
          .closeFuture()
          .addListener(_ -> {
            var connection = connections.get(channel);
            if (connection == null || !connection.wasOpened()) {
              environment.entrance().free(); // nobody else knows of it
            }
          });
      context.fireChannelRead(accepted);
    }
  }

  private Set<Bytes> others() {
    return OtherNetworks.magicsBut(config.magic());
  }

  /** Sets up what a peer has opened. */
  private final class Accepting extends ChannelInitializer<Channel> {
    private final boolean v2;

    Accepting(boolean v2) {
      this.v2 = v2;
    }

    @Override
    protected void initChannel(Channel channel) {
      var listening = new Listening(Platform.endpoint(channel.parent().localAddress()), v2);
      var transport =
          v2
              ? Transport.v2Responder(config.magic(), others(), config.random())
              : Transport.v1(config.magic());
      channel.pipeline().addLast(newPeer(channel, new Origin(listening, null), transport));
    }
  }

  /** Sets up what leads to a peer. */
  private final class Dialling extends ChannelInitializer<Channel> {
    private final Dial dial;

    Dialling(Dial dial) {
      this.dial = dial;
    }

    @Override
    protected void initChannel(Channel channel) {
      var transport =
          dial.v2()
              ? Transport.v2Initiator(config.magic(), others(), config.random())
              : Transport.v1(config.magic());
      var peer = newPeer(channel, new Origin(null, dial), transport);
      var proxy = dial.proxy();
      channel.pipeline().addLast(proxy == null ? peer : throughProxy(proxy, peer));
    }

    private Socks5Handler throughProxy(Proxy proxy, PeerHandler peer) {
      var target = dial.target();
      var user = proxy.isolating() ? credentials.next() : null;
      return new Socks5Handler(
          new Socks5Client(target.host(), target.port(), user),
          config.proxyTimeout().toMillis(),
          peer,
          reason -> listener.connectFailed(dial, reason, false));
    }
  }
}
