package cairn.p2p.wire;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a node is, without its port.
 *
 * <p>An encoding may hold what is no address that anyone can reach: another network's, or one in
 * disguise. Such is read as {@link Ipv6#UNSPECIFIED}, as Core does, which is not {@linkplain
 * #isValid() valid}, so that the addresses after it can be read.
 */
public sealed interface NetworkAddress {
  /** The most bytes that BIP 155 lets an address have, of whatever network. */
  int MAX_LENGTH = 512;

  /** How many bytes every address has in the encoding from before BIP 155. */
  int LEGACY_LENGTH = 16;

  /** The network whose form it has; see {@link #network()} for where it can be reached. */
  NetworkType type();

  /** The address itself, in network byte order; 4 to 32 bytes. */
  Bytes bytes();

  /** An IPv4 address, its first byte the most significant. */
  record Ipv4(int value) implements NetworkAddress {
    static final int LENGTH = 4;

    @Override
    public NetworkType type() {
      return NetworkType.IPV4;
    }

    @Override
    public Bytes bytes() {
      return Bytes.of(value >>> 24, value >>> 16, value >>> 8, value);
    }

    @Override
    public String toString() {
      return IpText.ipv4(value);
    }
  }

  /**
   * An IPv6 address, but never one that stands for an IPv4 address. Scopes have no place here.
   *
   * @param high the first eight bytes, the first one the most significant
   * @param low the last eight
   */
  record Ipv6(long high, long low) implements NetworkAddress {
    /** All zeros: no address. */
    public static final Ipv6 UNSPECIFIED = new Ipv6(0, 0);

    static final int LENGTH = 16;

    public Ipv6 {
      if (AddressBytes.isMappedIpv4(high, low)) {
        throw new IllegalArgumentException("an IPv4 address in the form of an IPv6 address");
      }
    }

    @Override
    public NetworkType type() {
      return NetworkType.IPV6;
    }

    @Override
    public Bytes bytes() {
      return AddressBytes.of(high, low);
    }

    /** The same 16 bytes as an address of CJDNS, if it has CJDNS's prefix. */
    public Optional<Cjdns> asCjdns() {
      return Optional.of(new Cjdns(high, low)).filter(Cjdns::hasPrefix);
    }

    @Override
    public String toString() {
      return IpText.ipv6(high, low);
    }
  }

  /**
   * A Tor hidden service, version 3.
   *
   * @param publicKey 32 bytes
   */
  record TorV3(Bytes publicKey) implements NetworkAddress {
    static final int LENGTH = 32;

    public TorV3 {
      publicKey = AddressBytes.ownCopy(publicKey, LENGTH);
    }

    @Override
    public NetworkType type() {
      return NetworkType.ONION;
    }

    @Override
    public Bytes bytes() {
      return publicKey;
    }

    @Override
    public String toString() {
      return AddressText.onion(publicKey);
    }
  }

  /**
   * A destination in I2P.
   *
   * @param destinationHash its SHA-256, 32 bytes
   */
  record I2p(Bytes destinationHash) implements NetworkAddress {
    static final int LENGTH = 32;

    public I2p {
      destinationHash = AddressBytes.ownCopy(destinationHash, LENGTH);
    }

    @Override
    public NetworkType type() {
      return NetworkType.I2P;
    }

    @Override
    public Bytes bytes() {
      return destinationHash;
    }

    @Override
    public String toString() {
      return AddressText.i2p(destinationHash);
    }
  }

  /**
   * A node of CJDNS: looks like an IPv6 address that begins with {@code fc}.
   *
   * @param high the first eight bytes, the first one the most significant
   * @param low the last eight
   */
  record Cjdns(long high, long low) implements NetworkAddress {
    static final int LENGTH = 16;

    private static final int FIRST_BYTE = 0xfc;

    /** Whether it begins as all addresses of CJDNS do. BIP 155 can encode others too. */
    public boolean hasPrefix() {
      return high >>> 56 == FIRST_BYTE;
    }

    @Override
    public NetworkType type() {
      return NetworkType.CJDNS;
    }

    @Override
    public Bytes bytes() {
      return AddressBytes.of(high, low);
    }

    @Override
    public String toString() {
      return IpText.ipv6(high, low);
    }
  }

  /**
   * Stands for a name, where an address is wanted: the address manager notes so which seed told it
   * of others. Nobody dials it.
   *
   * @param nameHash the first 10 bytes of the name's SHA-256
   */
  record Internal(Bytes nameHash) implements NetworkAddress {
    static final int LENGTH = 10;

    public Internal {
      nameHash = AddressBytes.ownCopy(nameHash, LENGTH);
    }

    public static Internal ofName(String name) {
      var hash = Sha256.hash(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
      return new Internal(hash.slice(0, LENGTH));
    }

    @Override
    public NetworkType type() {
      return NetworkType.INTERNAL;
    }

    @Override
    public Bytes bytes() {
      return nameHash;
    }

    @Override
    public String toString() {
      return AddressText.internal(nameHash);
    }
  }

  /**
   * Reads an address that is written out: IPv4 in all of {@code inet_aton}'s forms, IPv6 without
   * brackets or scope, {@code .onion} and {@code .b32.i2p}. Names are not looked up. An address of
   * CJDNS comes out as IPv6; {@link Ipv6#asCjdns()} turns it over where CJDNS is in use.
   */
  static Optional<NetworkAddress> parse(String text) {
    return AddressText.parse(text);
  }

  /** The address in {@code bytes}, 4 or 16 as a socket has them. */
  static NetworkAddress ofIp(byte[] bytes) {
    return switch (bytes.length) {
      case Ipv4.LENGTH -> AddressBytes.ipv4(Bytes.copyOf(bytes));
      case Ipv6.LENGTH -> AddressBytes.legacy(Bytes.copyOf(bytes));
      default -> throw new IllegalArgumentException(bytes.length + " bytes are no IP address");
    };
  }

  /** Reads 16 bytes: IPv6, or IPv4 or an internal address behind their prefixes. */
  static NetworkAddress readLegacy(ByteReader in) throws DecodeException {
    return AddressBytes.legacy(in.bytes(LEGACY_LENGTH));
  }

  /** Writes 16 bytes; all of them zero for a network that they cannot tell of. */
  default void writeLegacy(ByteWriter out) {
    out.bytes(AddressBytes.toLegacy(this));
  }

  /**
   * Reads an address as BIP 155 has it: its network, its length, its bytes.
   *
   * @throws DecodeException if it is longer than {@link #MAX_LENGTH}, or if its length does not fit
   *     one of the networks of BIP 155 that are still in use
   */
  static NetworkAddress readBip155(ByteReader in) throws DecodeException {
    return Bip155.read(in);
  }

  /** Writes the address as BIP 155 has it. */
  default void writeBip155(ByteWriter out) {
    Bip155.write(this, out);
  }

  /** Whether the encoding from before BIP 155 can tell of it. */
  default boolean fitsLegacy() {
    return switch (this) {
      case Ipv4 _, Ipv6 _, Internal _ -> true;
      case TorV3 _, I2p _, Cjdns _ -> false;
    };
  }

  /** Whether it may be the address of a host at all, if only on one machine. */
  default boolean isValid() {
    return Reachability.isValid(this);
  }

  /** Whether a host of this address can be reached from everywhere in its network. */
  default boolean isRoutable() {
    return Reachability.isRoutable(this);
  }

  /** Whether it is this machine's own: 127.0.0.0/8, 0.0.0.0/8 or ::1. */
  default boolean isLocal() {
    return AddressRange.LOCAL.contains(this);
  }

  /** Whether it is 0.0.0.0 or ::, which a socket binds to when any address will do. */
  default boolean isAny() {
    return this instanceof Ipv4(int value) ? value == 0 : equals(Ipv6.UNSPECIFIED);
  }

  /** The network it is reached over: {@link #type()}, if it is routable or internal. */
  default NetworkType network() {
    return type() == NetworkType.INTERNAL || isRoutable() ? type() : NetworkType.UNROUTABLE;
  }
}
