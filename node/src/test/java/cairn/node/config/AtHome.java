package cairn.node.config;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what is read from a command line, and from files in a directory of their own. */
abstract class AtHome {
  @TempDir Path directory;
  Home home;

  @BeforeEach
  void enter() {
    home = new Home(directory);
  }
}
