package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.RpcConfig;
import cairn.rpc.RpcConfig.Listen;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcOptionsTest extends AtHome {
  private RpcConfig read(String... arguments) throws ConfigException {
    return Objects.requireNonNull(home.read(arguments).rpc());
  }

  @Test
  void hasBitcoindsDefaults() throws ConfigException {
    var rpc = read();
    assertThat(rpc.endpoints())
        .containsExactly(new Listen("::1", 8332), new Listen("127.0.0.1", 8332));
    assertThat(rpc.allowIps()).isEmpty();
    assertThat(rpc.cjdns()).isFalse();
    assertThat(rpc.patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(rpc.threads()).isEqualTo(16);
    assertThat(rpc.queue()).isEqualTo(64);
    assertThat(rpc.checkResults()).isFalse();
    var access = rpc.access();
    assertThat(access.user()).isEmpty();
    assertThat(access.password()).isEmpty();
    assertThat(access.hashed()).isEmpty();
    assertThat(access.cookieFile()).isEqualTo(directory.resolve(".cookie"));
    assertThat(access.cookieReaders()).isEmpty();
    assertThat(access.whitelists()).isEmpty();
    assertThat(access.whitelistDefault()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-noserver", "-server=0"})
  void needNotServe(String argument) throws ConfigException {
    assertThat(home.read(argument).rpc()).isNull();
  }

  @Test
  void listensAtThePortOfTheNetwork() throws ConfigException {
    assertThat(read("-regtest").endpoints()).contains(new Listen("127.0.0.1", 18443));
    assertThat(read("-rpcport=9").endpoints()).contains(new Listen("::1", 9));
    assertThat(read("-regtest").access().cookieFile())
        .isEqualTo(directory.resolve("regtest/.cookie"));
  }

  @Test
  void listensElsewhereForThoseWhoAreAllowed() throws ConfigException {
    var rpc = read("-rpcallowip=1.2.3.0/24", "-rpcbind=0.0.0.0", "-rpcbind=[::]:7", "-rpcport=9");
    assertThat(rpc.endpoints()).containsExactly(new Listen("0.0.0.0", 9), new Listen("::", 7));
    assertThat(rpc.allowIps()).containsExactly("1.2.3.0/24");
  }

  @ParameterizedTest
  @CsvSource({
    "-rpcallowip=1.2.3.4, Option -rpcallowip was specified without -rpcbind; this doesn't usually"
        + " make sense",
    "-rpcbind=0.0.0.0,    'Option -rpcbind was ignored because -rpcallowip was not specified,"
        + " refusing to allow everyone to connect'",
  })
  void listensToThisMachineUnlessItIsToldTwice(String argument, String warning)
      throws ConfigException {
    var config = home.read(argument);
    assertThat(Objects.requireNonNull(config.rpc()).endpoints())
        .containsExactly(new Listen("::1", 8332), new Listen("127.0.0.1", 8332));
    assertThat(Home.texts(config, Notice.Kind.WARNING)).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvSource({
    "-rpcport=0,       Invalid port specified in -rpcport: '0'",
    "-rpcport=65536,   Invalid port specified in -rpcport: '65536'",
    "-rpcport=,        Invalid port specified in -rpcport: ''",
    "-rpcbind=a:b,     Invalid port specified in -rpcbind: 'a:b'",
  })
  void refusesPortsThatAreNone(String argument, String message) {
    home.assertRefused(message, "-rpcallowip=::/0", argument);
  }

  @Test
  void readsWhoMayCallWhat() throws ConfigException {
    var access =
        read(
                "-rpcuser=ann",
                "-rpcpassword=secret",
                "-rpcauth=bob:salt$hash",
                "-rpcauth=cyd:salt$hash",
                "-rpcwhitelist=ann:getblock",
                "-rpccookiefile=a/b",
                "-rpccookieperms=group")
            .access();
    assertThat(access.user()).isEqualTo("ann");
    assertThat(access.password()).isEqualTo("secret");
    assertThat(access.hashed()).containsExactly("bob:salt$hash", "cyd:salt$hash");
    assertThat(access.whitelists()).containsExactly("ann:getblock");
    assertThat(access.whitelistDefault()).isTrue();
    assertThat(access.cookieFile()).isEqualTo(directory.resolve("a/b"));
    assertThat(access.cookieReaders()).isEqualTo("group");
    assertThat(access.toString()).doesNotContain("secret", "hash");
    assertThat(read("-norpccookiefile").access().cookieFile()).isNull();
  }

  @Test
  void keepsLimitsAboveZero() throws ConfigException {
    var rpc = read("-rpcthreads=0", "-rpcworkqueue=-1", "-rpcservertimeout=-1", "-rpcdoccheck");
    assertThat(rpc.threads()).isOne();
    assertThat(rpc.queue()).isOne();
    assertThat(rpc.patience()).isZero();
    assertThat(rpc.checkResults()).isTrue();
  }

  @Test
  void hearsPortsOfOtherNetworksInTheirSectionsAlone() throws IOException, ConfigException {
    home.write("bitcoin.conf", "regtest=1\nrpcuser=ann\n[regtest]\nrpcport=9\n");
    assertThat(read().endpoints()).contains(new Listen("::1", 9));
    home.write("bitcoin.conf", "regtest=1\nrpcport=9\n");
    home.assertRefused(
        "Config setting for -rpcport only applied on regtest network when in [regtest] section.");
  }
}
