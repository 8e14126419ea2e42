package cairn.wallet.store;

import cairn.wallet.WalletException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one process at a time have a wallet's file, or make it. The lock is on a file beside it,
 * which stays.
 */
final class WalletLock implements AutoCloseable {
  private final FileChannel channel;

  private WalletLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws WalletException if another process has it
   */
  static WalletLock take(Path file) throws WalletException {
    var path = file.resolveSibling(file.getFileName() + ".lock");
    try {
      var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new WalletLock(channel);
      }
      channel.close();
      throw WalletException.failed("another process has this wallet open: " + file);
    } catch (IOException e) {
      throw WalletException.failed("the wallet's folder cannot be written: " + path);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
      assert !channel.isOpen();
    }
  }
}
