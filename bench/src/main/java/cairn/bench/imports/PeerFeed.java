package cairn.bench.imports;

import cairn.ledger.BlockAnswer;
import cairn.ledger.Ledger;
import cairn.ledger.blockfiles.BlockScanner;
import cairn.ledger.blockfiles.BlockScanner.Found;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Hands the blocks of a file to a ledger as peers would that are faster than it: first all headers,
 * then the blocks, each peer a few in a row, as far as there is room.
 */
final class PeerFeed {
  /** How many headers come in a message. */
  private static final int HEADERS = 2_000;

  /** How many blocks are asked of a peer at a time. */
  private static final int BLOCKS = 16;

  private final Ledger ledger;
  private final int peers;

  PeerFeed(Ledger ledger, int peers) {
    this.ledger = ledger;
    this.peers = peers;
  }

  /**
   * Hands over the blocks of {@code file}, each of which comes after the one before it.
   *
   * @param magic of the network
   */
  void run(Path file, Bytes magic) throws DecodeException {
    try (var scanner = BlockScanner.open(file, magic)) {
      var found = new ArrayList<Found>();
      for (var next = scanner.next(); next != null; next = scanner.next()) {
        found.add(next);
      }
      submitHeaders(found);
      var answers = new ArrayDeque<CompletableFuture<BlockAnswer>>();
      for (var next : asTheyCome(found)) {
        var block = Block.decode(scanner.read(next.offset(), next.length()));
        awaitRoom(answers);
        answers.add(ledger.commands().submitBlock(block, true, true));
      }
      for (var answer : answers) {
        expectAccepted(answer);
      }
      ledger.commands().settle().join();
    }
  }

  private void submitHeaders(List<Found> found) throws DecodeException {
    for (int i = 0; i < found.size(); i += HEADERS) {
      var headers = new ArrayList<BlockHeader>();
      for (var next : found.subList(i, Math.min(i + HEADERS, found.size()))) {
        headers.add(BlockHeader.decode(next.head()));
      }
      var verdict = ledger.commands().submitHeaders(headers, true).join().verdict();
      if (!verdict.isValid()) {
        throw new IllegalStateException("a header was refused: " + verdict);
      }
    }
  }

  /** The blocks in the order in which they come from several peers. */
  private List<Found> asTheyCome(List<Found> found) {
    var order = new ArrayList<Found>(found.size());
    int window = peers * BLOCKS;
    for (int start = 0; start < found.size(); start += window) {
      for (int turn = 0; turn < BLOCKS; turn++) {
        for (int peer = 0; peer < peers; peer++) {
          int index = start + peer * BLOCKS + turn;
          if (index < found.size()) {
            order.add(found.get(index));
          }
        }
      }
    }
    return order;
  }

  private void awaitRoom(Deque<CompletableFuture<BlockAnswer>> answers) {
    while (!answers.isEmpty() && (answers.peek().isDone() || !ledger.commands().hasRoom())) {
      expectAccepted(answers.remove());
    }
  }

  private static void expectAccepted(CompletableFuture<BlockAnswer> answer) {
    if (!(answer.join() instanceof BlockAnswer.Accepted)) {
      throw new IllegalStateException("a block was not accepted: " + answer.join());
    }
  }
}
