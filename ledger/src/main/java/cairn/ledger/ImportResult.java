package cairn.ledger;

/**
 * What became of one source of blocks.
 *
 * @param source for people: a file's path, or {@code "the block files"} for the node's own
 */
public record ImportResult(String source, ImportReport report) {}
