package cairn.p2p.addresses;

import java.util.Set;

/**
 * Ports of other services. An address that claims one of them may have been made up to have many
 * nodes knock at a stranger's door, so nobody connects there of his own accord. Core's {@code
 * IsBadPort}, which follows what browsers block.
 */
public final class BadPorts {
  private static final Set<Integer> PORTS =
      Set.of(
          // from tcpmux to finger
          1,
          7,
          9,
          11,
          13,
          15,
          17,
          19,
          20,
          21,
          22,
          23,
          25,
          37,
          42,
          43,
          53,
          69,
          77,
          79,
          // from ttylink to NTP
          87,
          95,
          101,
          102,
          103,
          104,
          109,
          110,
          111,
          113,
          115,
          117,
          119,
          123,
          // from loc-srv to BGP
          135,
          137,
          139,
          143,
          161,
          179,
          // from LDAP to submission
          389,
          427,
          465,
          512,
          513,
          514,
          515,
          526,
          530,
          531,
          532,
          540,
          548,
          554,
          556,
          563,
          587,
          // from syslog to POP3 over TLS
          601,
          636,
          989,
          990,
          993,
          995,
          // H.323, PPTP, NFS, MySQL, Remote Desktop, SIP, PostgreSQL, VNC, X11
          1719,
          1720,
          1723,
          2049,
          3306,
          3389,
          3659,
          4045,
          5060,
          5061,
          5432,
          5900,
          6000,
          // printers, IRC, Amanda, MongoDB
          6566,
          6665,
          6666,
          6667,
          6668,
          6669,
          6697,
          10_080,
          27_017);

  private BadPorts() {}

  public static boolean contains(int port) {
    return PORTS.contains(port);
  }
}
