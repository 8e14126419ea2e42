package cairn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import cairn.node.embedded.CairnNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Timeout(120)
class FailingTestTest {
  private static final AtomicReference<CairnNode> LAST = new AtomicReference<>();

  @TempDir private Path directory;

  /** Of which one test fails. Not found by itself: it is nested. */
  static final class Failing {
    @RegisterExtension static final CairnExtension CAIRN = CairnExtension.regtest().build();

    @Test
    void fails(CairnNode node) {
      LAST.set(node);
      node.mine(1);
      fail("as it should");
    }
  }

  /** What has become of the tests. */
  private static final class Listener implements TestExecutionListener {
    final List<Throwable> failures = new ArrayList<>();
    final List<FileEntry> files = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      result.getThrowable().ifPresent(failures::add);
    }

    @Override
    public void fileEntryPublished(TestIdentifier test, FileEntry file) {
      files.add(file);
    }
  }

  @Test
  void hasTheNodesLog() {
    var listener = new Listener();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Failing.class))
            .configurationParameter(
                LauncherConstants.OUTPUT_DIR_PROPERTY_NAME, directory.toString())
            .build();
    LauncherFactory.create().execute(request, listener);
    var node = LAST.get();
    assertThat(listener.failures)
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure).hasMessage("as it should");
          assertThat(failure.getSuppressed())
              .singleElement()
              .satisfies(log ->
                  assertThat(log).message().startsWith(node + " has logged").contains("height=1"));
        });
    assertThat(listener.files)
        .singleElement()
        .satisfies(file -> assertThat(file.getPath()).content().contains("height=1"));
    assertThat(node.directory()).doesNotExist();
  }
}
