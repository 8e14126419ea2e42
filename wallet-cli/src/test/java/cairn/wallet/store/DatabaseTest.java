package cairn.wallet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.wallet.WalletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir private Path folder;

  private static Database create(Path file) throws WalletException {
    Database.create(file, _ -> {});
    return Database.open(file);
  }

  @Test
  void isThereOnlyWhenItIsFilled() throws WalletException, IOException {
    var file = folder.resolve("a.wallet");
    assertThatThrownBy(() ->
            Database.create(
                file,
                _ -> {
                  throw WalletException.failed("in the middle");
                }))
        .hasMessage("in the middle");
    assertThat(file).doesNotExist();
    // What a process leaves that was killed then.
    Files.writeString(folder.resolve("a.wallet.half"), "half");

    create(file).close();
    assertThat(folder.resolve("a.wallet.half")).doesNotExist();
    assertThatThrownBy(() -> create(file)).hasMessageContaining("there is a wallet already");
  }

  @Test
  void isOpenOnceAtATime() throws WalletException {
    var file = folder.resolve("a.wallet");
    try (var first = create(file)) {
      assertThatThrownBy(() -> Database.open(file))
          .isInstanceOf(WalletException.class)
          .hasMessageContaining("another process");
      assertThat(first.damages()).isEmpty();
    }
    Database.open(file).close();
  }

  @Test
  void doesAllOrNothing() throws WalletException {
    try (var database = create(folder.resolve("a.wallet"))) {
      var settings = new Settings(database);
      settings.set("kept", "1");
      assertThatThrownBy(() ->
              database.atomically(() -> {
                settings.set("kept", "2");
                throw WalletException.failed("in the middle");
              }))
          .hasMessage("in the middle");
      assertThat(settings.get("kept")).hasValue("1");
    }
  }

  @Test
  void saysThatALaterVersionHasWrittenIt() throws WalletException {
    var file = folder.resolve("a.wallet");
    try (var database = create(file)) {
      database.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("later version");
  }

  @Test
  void seesDamage() throws WalletException, IOException {
    var file = folder.resolve("a.wallet");
    create(file).close();
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 0, 100, (byte) 7);
    Files.write(file, bytes);

    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOnWhenItIsNot() throws WalletException {
    try (var database = create(folder.resolve("a.wallet"))) {
      var settings = new Settings(database);
      int pages = database.first("PRAGMA page_count", row -> row.getInt(1)).orElseThrow();
      database.first("PRAGMA max_page_count = " + (pages + 2), row -> row.getInt(1));

      assertThatThrownBy(() ->
              database.atomically(() -> {
                settings.set("small", "1");
                settings.set("large", "x".repeat(100_000));
              }))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the disk is full");
      assertThat(settings.get("small")).isEmpty();
      database.atomically(() -> settings.set("small", "2"));
      assertThat(settings.get("small")).contains("2");
    }
  }
}
