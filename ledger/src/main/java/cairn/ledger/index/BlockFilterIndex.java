package cairn.ledger.index;

import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.store.IndexDatabase;
import cairn.primitives.Block;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.FilterHash;
import cairn.primitives.FilterHeader;
import cairn.primitives.Script;
import cairn.primitives.filter.BlockFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The basic filter of each block that was ever connected, and its header (BIP 157, 158).
 *
 * <p>Keys begin with the height, so that what is new is written behind what is there.
 */
public final class BlockFilterIndex extends Index {
  static final String NAME = "basic block filter index";

  private static final byte FILTER = 'f';
  private static final byte HEADER = 'h';

  /** The header of the filter of the block that was added last. */
  private @Nullable FilterHeader lastHeader;

  private @Nullable IndexedBlock lastBlock;

  BlockFilterIndex(Ledger ledger, IndexDatabase database) {
    super(NAME, ledger, database);
    resume();
  }

  /** A filter's hash, and the header that commits to it and to those before. */
  private record Row(FilterHash hash, FilterHeader header) {}

  @Override
  boolean needsSpent() {
    return true;
  }

  @Override
  void add(IndexedBlock block, Block contents, List<List<Coin>> spent, IndexDatabase.Batch batch) {
    var scripts = new ArrayList<Script>();
    for (var coins : spent) {
      coins.forEach(coin -> scripts.add(coin.output().scriptPubKey()));
    }
    var filter = BlockFilter.of(contents, scripts);
    var hash = filter.hash();
    var header = BlockFilter.header(hash, headerBefore(block));
    batch.put(key(FILTER, block), filter.serialized().toArray());
    batch.put(key(HEADER, block), new ByteWriter().hash(hash).hash(header).toArray());
    lastBlock = block;
    lastHeader = header;
  }

  private FilterHeader headerBefore(IndexedBlock block) {
    var previous = block.previous();
    if (previous == null) {
      return FilterHeader.ZERO;
    }
    return previous.equals(lastBlock)
        ? Objects.requireNonNull(lastHeader)
        : header(previous)
            .orElseThrow(
                () -> database().damaged("the filter header of %s is missing".formatted(previous)));
  }

  /** The filter of {@code block}, as it goes over the wire; empty if it is not there. */
  public Optional<Bytes> filter(IndexedBlock block) {
    return Optional.ofNullable(database().get(key(FILTER, block))).map(Bytes::wrap);
  }

  /** The header of the filter of {@code block}; empty if it is not there. */
  public Optional<FilterHeader> header(IndexedBlock block) {
    return Optional.ofNullable(database().get(key(HEADER, block)))
        .map(value -> row(value).header());
  }

  /** The headers of the filters of all {@code blocks}; empty if one is not there. */
  public Optional<List<FilterHeader>> headers(List<IndexedBlock> blocks) {
    return rows(blocks).map(rows -> rows.stream().map(Row::header).toList());
  }

  /** The hashes of the filters of all {@code blocks}; empty if one is not there. */
  public Optional<List<FilterHash>> hashes(List<IndexedBlock> blocks) {
    return rows(blocks).map(rows -> rows.stream().map(Row::hash).toList());
  }

  private Optional<List<Row>> rows(List<IndexedBlock> blocks) {
    var values = database().get(blocks.stream().map(block -> key(HEADER, block)).toList());
    var rows = new ArrayList<Row>(blocks.size());
    for (var value : values) {
      if (value == null) {
        return Optional.empty();
      }
      rows.add(row(value));
    }
    return Optional.of(rows);
  }

  private Row row(byte[] value) {
    try {
      var in = new ByteReader(Bytes.wrap(value));
      return new Row(FilterHash.read(in), FilterHeader.read(in));
    } catch (DecodeException e) {
      throw database().damaged("a filter header cannot be read: " + e.getMessage());
    }
  }

  private static byte[] key(byte kind, IndexedBlock block) {
    return BlockKeys.key(kind, block);
  }
}
