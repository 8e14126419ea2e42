package cairn.rpc.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
  private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z]+\\.js)'");

  static Stream<String> names() {
    return PageFiles.TYPES.keySet().stream().sorted();
  }

  private static String text(String name) {
    try (var in = Objects.requireNonNull(PageFiles.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void loadsNothingFromElsewhereAndMakesNoMarkupOfText(String name) {
    var text = text(name).replace("http://www.w3.org/2000/svg", "");
    assertThat(text)
        .doesNotContain("http:", "https:", "innerHTML", "outerHTML", "insertAdjacentHTML")
        .doesNotContain("document.write", "eval(", "new Function", "@import", "style=\"");
  }

  @ParameterizedTest
  @MethodSource("names")
  void importsOnlyWhatThereIs(String name) {
    IMPORT
        .matcher(text(name))
        .results()
        .forEach(match -> assertThat(PageFiles.TYPES).containsKey(match.group(1)));
  }

  @Test
  void tellsBrowsersWhatEachFileIs() {
    try (var page = Page.starting()) {
      PageFiles.TYPES.forEach((name, type) -> {
        var answer = page.get("/" + name);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fields()).containsEntry("content-type", type);
        assertThat(answer.body()).isEqualTo(text(name));
      });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/mempool", "/block/5", "/tx/ab?block=cd", "/address/x", "/charts?a"})
  void showsOnePageAtAllAddresses(String target) {
    try (var page = Page.starting()) {
      assertThat(page.get(target).body()).isEqualTo(text("index.html"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no", "/app.js/", "/../app.js", "/block/", "//app.js", "/Guard.class"})
  void hasNothingElse(String target) {
    try (var page = Page.starting()) {
      assertThat(page.get(target).status()).isEqualTo(404);
    }
  }

  @Test
  void sendsAFileOnceToThoseWhoKeepIt() {
    try (var page = Page.starting()) {
      var tag = page.get("/app.js").fields().get("etag");
      var again = page.request("GET /app.js", "Host: localhost", "If-None-Match: \"no\", " + tag);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.fields()).containsEntry("etag", tag).doesNotContainKey("content-length");
      assertThat(page.request("GET /app.js", "Host: localhost", "If-None-Match: \"no\"").status())
          .isEqualTo(200);
    }
  }

  @Test
  void saysToHeadHowLongAFileIs() {
    try (var page = Page.starting()) {
      var answer = page.request("HEAD /app.js", "Host: localhost");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.fields())
          .containsEntry(
              "content-length",
              Integer.toString(text("app.js").getBytes(StandardCharsets.UTF_8).length));
    }
  }
}
