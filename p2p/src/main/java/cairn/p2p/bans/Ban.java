package cairn.p2p.bans;

import java.time.Instant;

/**
 * That a subnet is banned.
 *
 * @param created since when, in seconds since 1970
 * @param until in seconds since 1970; any number, for operators mean "for ever" by large ones
 */
public record Ban(long created, long until) {
  boolean holds(Instant now) {
    return now.getEpochSecond() < until;
  }
}
