package cairn.rpc.rest;

import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.rpc.call.MethodTable;
import java.util.EnumMap;
import java.util.Map;

/** What there is at each path. */
final class Resources {
  private Resources() {}

  static Map<RestPath, Resource> of(Ledger ledger, Indexes indexes, MethodTable methods) {
    var shared = new MethodResources(ledger.index(), methods);
    var filters = new FilterResources(ledger, indexes);
    var all = new EnumMap<RestPath, Resource>(RestPath.class);
    for (var path : RestPath.values()) {
      all.put(path, resource(path, ledger, indexes, shared, filters));
    }
    return all;
  }

  private static Resource resource(
      RestPath path,
      Ledger ledger,
      Indexes indexes,
      MethodResources methods,
      FilterResources filters) {
    return switch (path) {
      case TRANSACTION -> new TransactionResource(ledger, indexes);
      case BLOCK_WITHOUT_DETAILS -> BlockResource.withIds(ledger);
      case BLOCK -> BlockResource.withTransactions(ledger);
      case BLOCK_PART -> new BlockPartResource(ledger);
      case FILTER -> filters::filter;
      case FILTER_HEADERS -> filters::headers;
      case CHAIN_INFO -> methods::chainInfo;
      case MEMPOOL -> methods::mempool;
      case HEADERS -> new HeadersResource(ledger);
      case UNSPENT_OUTPUTS -> new UnspentOutputsResource(ledger);
      case DEPLOYMENTS_AT, DEPLOYMENTS -> methods::deployments;
      case BLOCK_HASH -> new BlockHashResource(ledger);
      case SPENT_OUTPUTS -> new SpentOutputsResource(ledger);
    };
  }
}
