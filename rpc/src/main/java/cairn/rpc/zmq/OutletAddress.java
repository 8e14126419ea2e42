package cairn.rpc.zmq;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Reads addresses as ZMQ writes them. */
final class OutletAddress {
  private static final String FILE = "ipc://";
  private static final String TCP = "tcp://";

  private static final InetAddress EVERYWHERE = InetAddress.ofLiteral("0.0.0.0");

  private OutletAddress() {}

  /**
   * The address to listen at. A host is an address, {@code *} for all of IPv4, {@code localhost},
   * or the name of a network interface, of whose addresses the first one of IPv4 is meant; a port
   * {@code *} is any that is free.
   *
   * @throws IOException if there is none; the message says why
   */
  static SocketAddress parse(String text) throws IOException {
    if (text.startsWith(FILE)) {
      return file(text.substring(FILE.length()));
    }
    int colon = text.lastIndexOf(':');
    if (!text.startsWith(TCP) || colon < TCP.length()) {
      throw new IOException("not tcp://ADDRESS:PORT or unix:PATH");
    }
    var host = text.substring(TCP.length(), colon);
    return new InetSocketAddress(host(host), port(text.substring(colon + 1)));
  }

  private static SocketAddress file(String path) throws IOException {
    try {
      return UnixDomainSocketAddress.of(path);
    } catch (IllegalArgumentException e) {
      throw new IOException("not the path of a file", e);
    }
  }

  private static int port(String text) throws IOException {
    if (text.equals("*")) {
      return 0;
    }
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= 0xffff) {
        return port;
      }
    }
    throw new IOException("not a port: " + text);
  }

  private static InetAddress host(String text) throws IOException {
    if (text.equals("*")) {
      return EVERYWHERE;
    }
    if (text.equals("localhost")) {
      return InetAddress.ofLiteral("127.0.0.1");
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    try {
      return InetAddress.ofLiteral(bracketed ? text.substring(1, text.length() - 1) : text);
    } catch (IllegalArgumentException notAnAddress) {
      return ofInterface(text);
    }
  }

  private static InetAddress ofInterface(String name) throws IOException {
    var found = name.isEmpty() ? null : NetworkInterface.getByName(name);
    if (found == null) {
      throw new IOException("neither an address nor a network interface: " + name);
    }
    return found
        .inetAddresses()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .orElseThrow(() -> new IOException("no IPv4 address at the interface " + name));
  }
}
