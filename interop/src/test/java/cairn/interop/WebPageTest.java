package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node's page in a real browser; pictures of it are left in {@code target/pages}. */
@Isolated("it looks at how long things take")
class WebPageTest {
  private static final Path PICTURES = Path.of("target/pages");
  private static final String HOSTILE = "<img src=/no onerror=\"document.title='taken'\">";
  private static final int WIDTH = 1200;
  private static final int PHONE = 360;
  private static final int ENTER = 13;

  /** All pages, with something on each that is there once it is complete. */
  private static final List<List<String>> PAGES =
      List.of(
          List.of("overview", "/", "main:has(.branches .box):has(#arrivals tbody tr)"),
          List.of("blocks", "/blocks", "tbody tr:nth-child(25)"),
          List.of("block", "/block/140", "#transactions"),
          List.of("mempool", "/mempool", ".bands tbody tr"),
          List.of("transaction", "/tx/{tx}", "#outputs"),
          List.of("address", "/address/{address}", "#coins"),
          List.of("peers", "/peers", "tbody tr"),
          List.of("charts", "/charts", "#interval ~ .plot-box .curve"));

  @TempDir private static Path directory;
  private static Browser browser;
  private static PageNetwork network;
  private static String waiting = "";

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start(directory); // skips all of this if there is none
    network =
        new PageNetwork(
            directory,
            Ports.free(1).getFirst(),
            "-txindex",
            "-blockmaxweight=12000",
            "-blockreservedweight=2000");
    network.live();
    fillMempool();
  }

  private static void fillMempool() {
    for (int i = 0; i < 12; i++) {
      waiting = network.pay(1 + i * i * 7 % 90);
    }
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void hasNoComplaints() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static void open(String path) throws IOException {
    browser.open(
        network.url(path.replace("{tx}", waiting).replace("{address}", network.address())));
  }

  private static void awaitElement(String selector) throws IOException {
    browser.awaitTrue(exists(selector));
  }

  private static String exists(String selector) {
    return "document.querySelector(`%s`) !== null".formatted(selector);
  }

  @Test
  void showsAPaymentWithinASecondAndThenInABlock() throws IOException {
    browser.lookAs(WIDTH, 900, false);
    open("/mempool");
    awaitElement("#arrivals tbody tr");
    browser.awaitTrue("document.getElementById('live').dataset.state === 'on'");
    browser.evaluate(
        """
        window.firstSeen = {};
        new MutationObserver(() => {
          for (const link of document.querySelectorAll('#arrivals a')) {
            firstSeen[link.getAttribute('href')] ??= Date.now();
          }
        }).observe(document.getElementById('arrivals'), {childList: true, subtree: true});
        true\
        """);
    long sent = System.currentTimeMillis();
    var txid = network.pay(95);
    browser.awaitTrue("'/tx/%s' in firstSeen".formatted(txid));
    long seen = browser.evaluate("firstSeen['/tx/%s']".formatted(txid)).longValue();
    assertThat(Duration.ofMillis(seen - sent)).isLessThan(Duration.ofSeconds(1));

    browser.evaluate("document.querySelector('a[href=\"/tx/%s\"]').click()".formatted(txid));
    browser.awaitTrue("document.body.textContent.includes('waits to be mined')");
    var block = network.mine();
    browser.awaitTrue("document.body.textContent.includes('1 confirmation')");
    browser.evaluate("document.querySelector('a[href=\"/block/%s\"]').click()".formatted(block));
    awaitElement("#transactions ~ .scroll a[href^=\"/tx/%s\"]".formatted(txid));
    open("/mempool");
    awaitElement("main .figures");
    assertThat(browser.evaluate(exists("a[href=\"/tx/%s\"]".formatted(txid))).booleanValue())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"light, 1200, false", "dark, 1200, true", "phone, 360, false", "night, 360, true"})
  void looksAsItShould(String name, int width, boolean dark) throws IOException {
    browser.lookAs(width, width == PHONE ? 760 : 900, dark);
    if (network.isMempoolEmpty()) { // as other tests have mined
      fillMempool();
    }
    for (var page : PAGES) {
      open(page.get(1));
      awaitElement(page.get(2));
      assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
          .as("%s has to be scrolled to the side", page.get(0))
          .isLessThanOrEqualTo(width);
      assertThat(browser.evaluate("document.querySelectorAll('main h1').length").intValue())
          .isOne();
      browser.picture(PICTURES.resolve(page.get(0) + "-" + name + ".png"), true);
    }
  }

  @Test
  void isOperatedByKeysAlone() throws IOException {
    browser.lookAs(WIDTH, 900, false);
    open("/");
    awaitElement("main .figures");
    browser.press("/", '/');
    browser.awaitTrue("document.activeElement.id === 'query'");
    for (var digit : List.of("7", "7")) {
      browser.evaluate("document.getElementById('query').value += '%s'".formatted(digit));
    }
    browser.press("Enter", ENTER);
    browser.awaitTrue("document.querySelector('h1')?.textContent === 'Block 77'");
    assertThat(browser.evaluate("location.pathname").stringValue()).isEqualTo("/block/77");
    assertThat(browser.evaluate("document.activeElement.id").stringValue()).isEqualTo("main");
    assertThat(
            browser
                .evaluate(
                    """
                    [...document.querySelectorAll('[onclick], div[role=button], [tabindex]')]
                        .filter((each) => each.tabIndex > 0).length\
                    """)
                .intValue())
        .isZero();
    open("/charts");
    awaitElement("#hashrate ~ .plot-box .curve");
    browser.evaluate("document.querySelector('.plot').focus()");
    browser.press("ArrowLeft", 37);
    browser.awaitTrue("document.querySelector('.readout').textContent.startsWith('Block ')");
  }

  @Test
  void takesNothingThatOthersSayForMarkup() throws Exception {
    browser.lookAs(WIDTH, 900, false);
    var block = network.mineSaying(HOSTILE);
    var transaction = network.say(HOSTILE);
    hasNoMarkupOf("/block/" + block);
    hasNoMarkupOf("/tx/" + transaction);
    try (var _ = network.connectAs(HOSTILE)) {
      hasNoMarkupOf("/peers");
    }
  }

  private static void hasNoMarkupOf(String path) throws IOException {
    open(path);
    browser.awaitTrue("document.querySelector('main').textContent.includes('onerror')");
    assertThat(browser.evaluate(exists("main img")).booleanValue()).isFalse();
    assertThat(browser.evaluate("document.title").stringValue()).isNotEqualTo("taken");
  }

  @Test
  void saysThatTheNodeIsAwayAndGoesOnWhenItIsBack() throws IOException {
    browser.lookAs(WIDTH, 900, false);
    open("/");
    awaitElement(".branches .box");
    browser.awaitTrue("document.getElementById('live').dataset.state === 'on'");
    network.stop();
    browser.awaitTrue("document.getElementById('live').textContent === 'Connection lost'");
    network.startAgain();
    browser.awaitTrue("document.getElementById('live').textContent === 'Live'");
    var block = network.mine();
    awaitElement(".branches a[href=\"/block/%s\"]".formatted(block));
    browser.awaitTrue("document.getElementById('notice').hidden");
    browser.forgiveComplaints(); // of connections that nobody took
  }

  @Test
  void drawsABranchThatLosesAgain() throws IOException {
    browser.lookAs(WIDTH, 900, false);
    open("/");
    awaitElement(".branches .box");
    var lost = network.node().tip().display();
    network.node().call("invalidateblock", lost);
    network.mine();
    network.mine();
    awaitElement(".branches a.invalid[href=\"/block/%s\"]".formatted(lost));
  }
}
