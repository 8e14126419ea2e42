package cairn.node.config;

import static cairn.node.config.Option.Category.ZMQ;

import cairn.rpc.zmq.Publisher;
import cairn.rpc.zmq.Topic;
import java.util.ArrayList;
import java.util.List;

/** The options that are about what is published over ZMQ. */
final class ZmqOptions {
  private static final int DEFAULT_HIGH_WATER_MARK = 1000;
  private static final String HIGH_WATER_MARK = "hwm";
  private static final String UNIX = "unix:";

  /** How ZMQ itself calls a socket in the file system. */
  private static final String IPC = "ipc://";

  static final List<Option> ALL = all();

  private ZmqOptions() {}

  private static List<Option> all() {
    var all = new ArrayList<Option>();
    for (var topic : Topic.values()) {
      all.add(
          Option.of(
              name(topic),
              "=<address>",
              ZMQ,
              "Publish "
                  + subject(topic)
                  + " at tcp://<address>:<port> or unix:<path>; may be repeated"));
      all.add(
          Option.of(
              name(topic) + HIGH_WATER_MARK,
              "=<n>",
              ZMQ,
              "How many of these may wait for a slow subscriber, before others are lost to him; 0"
                  + " for as many as there is memory for (default: "
                  + DEFAULT_HIGH_WATER_MARK
                  + ")"));
    }
    return all;
  }

  private static String subject(Topic topic) {
    return switch (topic) {
      case HASHBLOCK -> "the hash of each new tip";
      case HASHTX -> "the id of each transaction that comes into the mempool or a block";
      case RAWBLOCK -> "each new tip";
      case RAWTX -> "each transaction that comes into the mempool or a block";
      case SEQUENCE -> "what joins or leaves chain and mempool, in its order,";
    };
  }

  private static String name(Topic topic) {
    return "zmq" + topic.publisher();
  }

  static List<Publisher> read(Settings settings) throws ConfigException {
    var publishers = new ArrayList<Publisher>();
    for (var topic : Topic.values()) {
      var name = name(topic);
      long limit = settings.number(name + HIGH_WATER_MARK, DEFAULT_HIGH_WATER_MARK);
      for (var address : settings.texts(name)) {
        if (HostPort.parse(address).isEmpty() && !address.startsWith(UNIX)) {
          throw HostPort.invalidPort(name, address);
        }
        publishers.add(
            new Publisher(topic, inZmq(address), Math.clamp(limit, 0, Integer.MAX_VALUE)));
      }
    }
    return publishers;
  }

  private static String inZmq(String address) {
    return address.startsWith(UNIX) ? IPC + address.substring(UNIX.length()) : address;
  }
}
