package cairn.node.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ScratchTest {
  private static final Path LOCKS = Path.of("/proc/locks");

  /** If it did not, another process would take the directory of a node away that runs. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void holdsItsDirectoryThroughGarbageCollections() throws Exception {
    var directory = Scratch.create();
    try {
      var garbage = new WeakReference<>(new Object());
      await()
          .until(() -> {
            System.gc();
            return garbage.get() == null;
          });
      var held = directory.resolveSibling(".held");
      var inode = Files.getAttribute(held, "unix:ino").toString();
      assertThat(Files.readString(LOCKS)).contains(":" + inode + " ");
    } finally {
      Scratch.delete(directory);
    }
  }
}
