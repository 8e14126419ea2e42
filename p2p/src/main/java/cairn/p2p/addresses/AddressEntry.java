package cairn.p2p.addresses;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.util.Arrays;

/**
 * What is known of one endpoint. Times are in seconds since 1970, 0 for never. Only {@link
 * AddressTables} changes what table it is in.
 */
final class AddressEntry {
  /** In how many places of the new table one endpoint may stand. */
  static final int MAX_NEW_PLACES = 8;

  private static final long MINUTE = 60;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final long HORIZON = 30 * DAY;
  private static final int RETRIES = 3;
  private static final int MAX_FAILURES = 10;
  private static final long MIN_FAIL = 7 * DAY;

  final Endpoint endpoint;

  /** Kept, because to find it out takes a while. */
  final NetworkType network;

  /** Who was the first to tell of it. */
  final NetworkAddress source;

  ServiceFlags services;

  /** When it was last seen, as others say or we know. */
  long time;

  long lastTry;
  long lastCountedAttempt;
  long lastSuccess;

  /** Failures since the last success. */
  int attempts;

  boolean tried;

  /** Where it stands in the list of all entries; -1 if it is in none. */
  int listed = -1;

  private int[] newPlaces = {};

  AddressEntry(PeerAddress address, NetworkAddress source) {
    this.endpoint = address.endpoint();
    this.network = endpoint.address().network();
    this.services = address.services();
    this.time = address.time();
    this.source = source;
  }

  PeerAddress toPeerAddress() {
    return new PeerAddress(time, services, endpoint);
  }

  int[] newPlaces() {
    return newPlaces;
  }

  int newPlaceCount() {
    return newPlaces.length;
  }

  boolean hasNewPlace(int place) {
    for (int own : newPlaces) {
      if (own == place) {
        return true;
      }
    }
    return false;
  }

  void addNewPlace(int place) {
    newPlaces = Arrays.copyOf(newPlaces, newPlaces.length + 1);
    newPlaces[newPlaces.length - 1] = place;
  }

  void removeNewPlace(int place) {
    newPlaces = Arrays.stream(newPlaces).filter(other -> other != place).toArray();
  }

  /**
   * Notes a successful connection. The time stays as it is: others are told it, and would see to
   * whom we are connected.
   */
  void noteSuccess(long now) {
    lastSuccess = now;
    lastTry = now;
    attempts = 0;
  }

  /** Whether it is so bad that its place is better given to another. */
  boolean isTerrible(long now) {
    if (now - lastTry <= MINUTE) {
      return false; // it may be about to answer
    }
    boolean fromTheFuture = time > now + 10 * MINUTE;
    boolean notSeenForLong = now - time > HORIZON;
    boolean neverAnswered = lastSuccess == 0 && attempts >= RETRIES;
    boolean answersNoMore = now - lastSuccess > MIN_FAIL && attempts >= MAX_FAILURES;
    return fromTheFuture || notSeenForLong || neverAnswered || answersNoMore;
  }

  /** The chance that it is taken when chosen at random, relative to others; at most 1. */
  double chance(long now) {
    double recent = now - lastTry < 10 * MINUTE ? 0.01 : 1;
    return recent * Math.pow(0.66, Math.min(attempts, 8));
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
