package cairn.rpc.rest;

import cairn.ledger.ActiveChain;
import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.Block;
import cairn.rpc.blockchain.BlockJson;
import cairn.rpc.blockchain.Blocks;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.json.Json;
import cairn.rpc.rest.Answer.Content;
import cairn.rpc.transactions.TransactionJson;

/** {@code /rest/block/<hash>} and {@code /rest/block/notxdetails/<hash>}: a block. */
final class BlockResource implements Resource {
  private final Ledger ledger;
  private final Shape shape;

  /** How a block looks in JSON. */
  private interface Shape {
    Json of(Block block, IndexedBlock where, ActiveChain chain) throws RpcException;
  }

  private BlockResource(Ledger ledger, Shape shape) {
    this.ledger = ledger;
    this.shape = shape;
  }

  /** With the ids of the transactions. */
  static BlockResource withIds(Ledger ledger) {
    return new BlockResource(ledger, BlockJson::withIds);
  }

  /** With the transactions, and what they spend. */
  static BlockResource withTransactions(Ledger ledger) {
    var transactions = new TransactionJson(ledger.config().network().addresses(), true);
    return new BlockResource(
        ledger,
        (block, where, chain) ->
            BlockJson.withTransactions(
                block, Blocks.spent(ledger.blocks(), where), transactions, where, chain));
  }

  @Override
  public Answer answer(RestRequest request) throws RestException {
    var hash = request.parameter();
    var chain = ledger.chain();
    var where = StoredBlocks.find(ledger, hash);
    try {
      return switch (request.format()) {
        case JSON ->
            Answer.json(shape.of(ledger.blocks().block(where), where, chain), Caching.NEVER);
        case BINARY ->
            new Answer(new Content.Binary(ledger.blocks().bytes(where)), Caching.FOR_A_DAY);
        case HEX -> new Answer(new Content.Hex(ledger.blocks().bytes(where)), Caching.FOR_A_DAY);
        case UNKNOWN -> throw unknownFormat(where);
      };
    } catch (BlockUnavailableException e) {
      throw StoredBlocks.unavailable(hash, e);
    } catch (RpcException e) {
      throw new RestException(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
    }
  }

  /** A block that is not there is complained of before the format is. */
  private RestException unknownFormat(IndexedBlock where) throws BlockUnavailableException {
    ledger.blocks().bytes(where);
    return RestException.unknownFormat();
  }
}
