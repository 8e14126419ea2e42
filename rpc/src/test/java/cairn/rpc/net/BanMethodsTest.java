package cairn.rpc.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whom the operator does not want. */
class BanMethodsTest extends NetworkMethods {
  @Test
  void banAddressesAndSubnets() throws Exception {
    assertThat(result("setban", "[\"127.0.0.0/24\", \"add\"]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("save bans", "disconnect 127.0.0.0/24");
    assertThat(result("setban", "[\"127.27.0.1\", \"add\", 77]")).isEqualTo("null");
    assertThat(
            result(
                "setban",
                "[\"2001:4d48:ac57:400:cacf:e9ff:fe1d:9c63/19\", \"add\", 1900000000, true]"))
        .isEqualTo("null");
    assertThat(result("setban", "[\"127.0.0.0/8\", \"add\", 1]")).isEqualTo("null");
    network.now = network.now.plusSeconds(1);
    assertThat(result("listbanned", "[]"))
        .isEqualTo(
            """
            [{"address":"127.0.0.0/8","ban_created":1700000000,"banned_until":1700000001,\
            "ban_duration":1,"time_remaining":0},\
            {"address":"127.0.0.0/24","ban_created":1700000000,"banned_until":1700086400,\
            "ban_duration":86400,"time_remaining":86399},\
            {"address":"127.27.0.1/32","ban_created":1700000000,"banned_until":1700000077,\
            "ban_duration":77,"time_remaining":76},\
            {"address":"2001:4000::/19","ban_created":1700000000,"banned_until":1900000000,\
            "ban_duration":200000000,"time_remaining":199999999}]\
            """);
  }

  @Test
  void refuseToBanTwice() throws Exception {
    node.call("setban", "[\"127.0.0.0/24\", \"add\"]");
    network.orders.clear();
    var banned = "-23 Error: IP/Subnet already banned";
    assertThat(error("setban", "[\"127.0.0.1\", \"add\"]")).isEqualTo(banned);
    assertThat(error("setban", "[\"127.0.0.7/24\", \"add\"]")).isEqualTo(banned);
    assertThat(network.orders).isEmpty();
  }

  @Test
  void liftBans() throws Exception {
    node.call("setban", "[\"127.0.0.0/24\", \"add\"]");
    node.call("setban", "[\"128.0.0.1\", \"add\"]");
    var notBanned =
        "-30 Error: Unban failed. Requested address/subnet was not previously manually banned.";
    assertThat(error("setban", "[\"127.0.0.1\", \"remove\"]")).isEqualTo(notBanned);
    network.orders.clear();
    assertThat(result("setban", "[\"127.0.0.0/24\", \"remove\"]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("save bans");
    assertThat(error("setban", "[\"127.0.0.0/24\", \"remove\"]")).isEqualTo(notBanned);
    assertThat(result("clearbanned", "[]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("save bans", "save bans");
    assertThat(result("listbanned", "[]")).isEqualTo("[]");
  }

  @Test
  void banCjdnsWhereItIsReached() throws Exception {
    node.call("setban", "[\"fc00:1:2:3:4:5:6:7\", \"add\"]");
    assertThat(result("listbanned", "[]")).contains("\"address\":\"fc00:1:2:3:4:5:6:7/128\"");
    node.call("clearbanned", "[]");
    network.cjdns = true;
    node.call("setban", "[\"fc00:1:2:3:4:5:6:7\", \"add\"]");
    assertThat(result("listbanned", "[]")).contains("\"address\":\"fc00:1:2:3:4:5:6:7\"");
    assertThat(error("setban", "[\"fc00:1:2:3:4:5:6:7/128\", \"add\"]"))
        .isEqualTo("-30 Error: Invalid IP/Subnet");
  }
}
