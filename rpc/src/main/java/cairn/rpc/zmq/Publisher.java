package cairn.rpc.zmq;

/**
 * Where a topic is published.
 *
 * @param address {@code tcp://ADDRESS:PORT}, or {@code ipc://PATH} for a socket in the file system
 * @param highWaterMark how many messages wait for a subscriber who is slow, before others are lost
 *     to him; 0 for as many as there is memory for
 */
public record Publisher(Topic topic, String address, int highWaterMark) {}
