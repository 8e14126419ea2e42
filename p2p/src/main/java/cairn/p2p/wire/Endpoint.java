package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import java.util.Optional;

/**
 * Where a node listens.
 *
 * @param port 0 to 65,535
 */
public record Endpoint(NetworkAddress address, int port) {
  /** What an unreadable address is read as. */
  public static final Endpoint UNSPECIFIED = new Endpoint(Ipv6.UNSPECIFIED, 0);

  private static final int MAX_PORT = 0xffff;

  public Endpoint {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /**
   * Reads an address that is written out, perhaps with a port: {@code 1.2.3.4:8333}, {@code
   * [::1]:8333}. Names are not looked up.
   */
  public static Optional<Endpoint> parse(String text, int defaultPort) {
    var parts = HostPort.split(text, defaultPort);
    return NetworkAddress.parse(parts.host()).map(address -> new Endpoint(address, parts.port()));
  }

  /** Reads 18 bytes: the address as in {@link NetworkAddress#readLegacy}, and the port. */
  public static Endpoint readLegacy(ByteReader in) throws DecodeException {
    return new Endpoint(NetworkAddress.readLegacy(in), readPort(in));
  }

  /** Reads the address as in {@link NetworkAddress#readBip155}, and the port. */
  public static Endpoint readBip155(ByteReader in) throws DecodeException {
    return new Endpoint(NetworkAddress.readBip155(in), readPort(in));
  }

  public void writeLegacy(ByteWriter out) {
    address.writeLegacy(out);
    writePort(out);
  }

  public void writeBip155(ByteWriter out) {
    address.writeBip155(out);
    writePort(out);
  }

  @Override
  public String toString() {
    return address instanceof Ipv6 || address instanceof Cjdns
        ? "[" + address + "]:" + port
        : address + ":" + port;
  }

  /** Ports alone are the most significant byte first. */
  private static int readPort(ByteReader in) throws DecodeException {
    return (in.uint8() << Byte.SIZE) | in.uint8();
  }

  private void writePort(ByteWriter out) {
    out.uint8(port >> Byte.SIZE).uint8(port & 0xff);
  }
}
