package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.zmq.Publisher;
import cairn.rpc.zmq.Topic;
import org.junit.jupiter.api.Test;

class ZmqOptionsTest extends AtHome {
  @Test
  void publishesNothingUnlessItIsAsked() throws ConfigException {
    assertThat(home.read().publishers()).isEmpty();
  }

  @Test
  void publishesInTheOrderOfTheTopics() throws ConfigException {
    var config =
        home.read(
            "-zmqpubrawtx=tcp://127.0.0.1:1",
            "-zmqpubhashblock=tcp://127.0.0.1:2",
            "-zmqpubhashblock=unix:/tmp/zmq",
            "-zmqpubrawtxhwm=7",
            "-zmqpubsequencehwm=-1",
            "-zmqpubsequence=anything");
    assertThat(config.publishers())
        .containsExactly(
            new Publisher(Topic.HASHBLOCK, "tcp://127.0.0.1:2", 1000),
            new Publisher(Topic.HASHBLOCK, "ipc:///tmp/zmq", 1000),
            new Publisher(Topic.RAWTX, "tcp://127.0.0.1:1", 7),
            new Publisher(Topic.SEQUENCE, "anything", 0));
  }

  @Test
  void refusesPortsThatAreNone() {
    home.assertRefused(
        "Invalid port specified in -zmqpubhashtx: 'host:99999'", "-zmqpubhashtx=host:99999");
  }
}
