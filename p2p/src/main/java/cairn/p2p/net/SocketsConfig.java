package cairn.p2p.net;

import cairn.primitives.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What {@link Sockets} go by.
 *
 * @param magic the network's
 * @param commands those whose messages are counted for themselves when they are received
 * @param threads how many move the bytes, at least 1
 * @param maxInbound how many connections of peers there are at most; more have to wait until one of
 *     these is {@linkplain Connection#forget forgotten}
 * @param maxReceiveBuffer bytes of unprocessed messages of one connection, above which no more is
 *     read from it
 * @param maxSendBuffer bytes of unsent messages of one connection, above which it says that its
 *     buffer is full
 * @param maxMemory bytes of messages, unprocessed, unsent or incomplete, of all connections of
 *     peers together
 * @param connectTimeout for a connection to be opened, to a node or to a proxy
 * @param proxyTimeout for each reply of a proxy
 * @param random for keys, so not one that can be guessed; thread-safe
 * @param clock for the times when a connection was last used
 */
public record SocketsConfig(
    Bytes magic,
    Set<String> commands,
    int threads,
    int maxInbound,
    long maxReceiveBuffer,
    long maxSendBuffer,
    long maxMemory,
    Duration connectTimeout,
    Duration proxyTimeout,
    RandomGenerator random,
    InstantSource clock) {
  public SocketsConfig {
    commands = Set.copyOf(commands);
  }
}
