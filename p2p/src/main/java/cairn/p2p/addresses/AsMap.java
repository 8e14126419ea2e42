package cairn.p2p.addresses;

import cairn.primitives.Bytes;

/** Which autonomous system announces an address. Immutable. */
public interface AsMap {
  /** Knows of none, so that groups are stretches of the address space. */
  AsMap NONE =
      new AsMap() {
        @Override
        public long systemOf(Bytes ipv6) {
          return 0;
        }

        @Override
        public Bytes version() {
          return Bytes.wrap(new byte[VERSION_LENGTH]);
        }
      };

  /** How many bytes {@link #version} has. */
  int VERSION_LENGTH = 32;

  /**
   * The number of the system, 1 to 2^32 - 1; 0 if it is not known.
   *
   * @param ipv6 the 16 bytes of the address, an IPv4 address behind its prefix
   */
  long systemOf(Bytes ipv6);

  /** A hash by which files tell under which map they were written; zero for none. */
  Bytes version();
}
