package cairn.rpc.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8331",
        "localhost",
        "LocalHost:8331",
        "node1.localhost:8331",
        "[::1]:8331",
        "[::1]",
        "192.168.1.20:8331",
        "Cairn.lan:8331"
      })
  void answersToNamesThatAreItsOwn(String host) {
    try (var page = Page.starting("cairn.lan")) {
      assertThat(page.request("GET /", "Host: " + host).status()).isEqualTo(200);
      assertThat(page.request("GET /api/node", "Host: " + host).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:8331",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "cairn.lan.evil.example",
        "::1",
        ""
      })
  void refusesNamesThatOthersMakeLeadHere(String host) {
    try (var page = Page.starting("cairn.lan")) {
      for (var target : new String[] {"/", "/app.js", "/api/node", "/events"}) {
        var answer = page.request("GET " + target, "Host: " + host);
        assertThat(answer.status()).as(target).isEqualTo(403);
        assertThat(answer.body()).contains("-webhost");
      }
    }
  }

  @Test
  void refusesRequestsWithoutAName() {
    try (var page = Page.starting()) {
      assertThat(page.request("GET /api/node").status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void givesNoDataToPagesOfOthersThoughTheyMayLeadHere(String site) {
    try (var page = Page.starting()) {
      var field = "Sec-Fetch-Site: " + site;
      assertThat(page.request("GET /api/address/x", "Host: localhost", field).status())
          .isEqualTo(403);
      assertThat(page.request("GET /events", "Host: localhost", field).status()).isEqualTo(403);
      assertThat(page.request("GET /", "Host: localhost", field).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void changesNothing(String method) {
    try (var page = Page.starting()) {
      var answer = page.request(method + " /api/node", "Host: localhost", "Content-Length: 0");
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.fields()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void allowsThePageNothingFromElsewhere() {
    try (var page = Page.starting()) {
      var fields = page.get("/").fields();
      assertThat(fields.get("content-security-policy"))
          .startsWith("default-src 'self';")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe", "http");
      assertThat(fields)
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer")
          .containsEntry("cross-origin-resource-policy", "same-origin");
    }
  }
}
