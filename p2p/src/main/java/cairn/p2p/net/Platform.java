package cairn.p2p.net;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;

/** How this machine does sockets. */
sealed interface Platform {
  /** Linux's epoll where its library can be loaded, else the JDK's way. */
  static Platform best() {
    return Epoll.isAvailable() ? new Native() : new Portable();
  }

  IoHandlerFactory io();

  /** A socket to listen with, for addresses of this family alone where the system can do that. */
  ServerChannel newServer(SocketProtocolFamily family);

  Channel newSocket(SocketProtocolFamily family);

  Channel newUnixSocket();

  SocketAddress unixAddress(Path path);

  /** epoll. */
  record Native() implements Platform {
    /** Linux's {@code IPPROTO_IPV6} and {@code IPV6_V6ONLY}. */
    private static final IntegerUnixChannelOption IPV6_ONLY =
        new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    @Override
    public IoHandlerFactory io() {
      return EpollIoHandler.newFactory();
    }

    @Override
    public ServerChannel newServer(SocketProtocolFamily family) {
      var server = new EpollServerSocketChannel(family);
      if (family == SocketProtocolFamily.INET6) {
        // Else it would take the port of the same number for IPv4 too.
        server.config().setOption(IPV6_ONLY, 1);
      }
      return server;
    }

    @Override
    public Channel newSocket(SocketProtocolFamily family) {
      return new EpollSocketChannel(family);
    }

    @Override
    public Channel newUnixSocket() {
      return new EpollDomainSocketChannel();
    }

    @Override
    public SocketAddress unixAddress(Path path) {
      return new DomainSocketAddress(path.toString());
    }
  }

  /** What every JDK has. */
  record Portable() implements Platform {
    @Override
    public IoHandlerFactory io() {
      return NioIoHandler.newFactory();
    }

    @Override
    public ServerChannel newServer(SocketProtocolFamily family) {
      return new NioServerSocketChannel(SelectorProvider.provider(), family);
    }

    @Override
    public Channel newSocket(SocketProtocolFamily family) {
      return new NioSocketChannel(SelectorProvider.provider(), family);
    }

    @Override
    public Channel newUnixSocket() {
      return new NioDomainSocketChannel();
    }

    @Override
    public SocketAddress unixAddress(Path path) {
      return UnixDomainSocketAddress.of(path);
    }
  }

  static SocketProtocolFamily family(Endpoint endpoint) {
    return endpoint.address() instanceof NetworkAddress.Ipv4
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  /** The address as the JDK has it. */
  static InetSocketAddress address(Endpoint endpoint) {
    try {
      var address = InetAddress.getByAddress(endpoint.address().bytes().toArray());
      return new InetSocketAddress(address, endpoint.port());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no IP address: " + endpoint, e);
    }
  }

  /** The address as we have it; unspecified if it is not one of IP. */
  static Endpoint endpoint(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? new Endpoint(NetworkAddress.ofIp(inet.getAddress().getAddress()), inet.getPort())
        : Endpoint.UNSPECIFIED;
  }
}
