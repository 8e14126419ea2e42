package cairn.p2p.addresses;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ports of other services. An address that claims one of them may have been made up to have many
 * nodes knock at a stranger's door, so nobody connects there of his own accord. Core's {@code
 * IsBadPort}, which follows what browsers block.
 */
public final class BadPorts {
  private static final Set<Integer> PORTS =
      Stream.of(
              // from echo, telnet and mail on
              "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109",
              "110 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526",
              "530 531 532 540 548 554 556 563 587 601 636 989 990 993 995",
              // H.323, PPTP, NFS, MySQL, Remote Desktop, SIP, PostgreSQL, VNC, X11
              "1719 1720 1723 2049 3306 3389 3659 4045 5060 5061 5432 5900 6000",
              // printers, IRC, Amanda, MongoDB
              "6566 6665 6666 6667 6668 6669 6697 10080 27017")
          .flatMap(line -> Stream.of(line.split(" ", -1)))
          .map(Integer::valueOf)
          .collect(Collectors.toUnmodifiableSet());

  private BadPorts() {}

  public static boolean contains(int port) {
    return PORTS.contains(port);
  }
}
