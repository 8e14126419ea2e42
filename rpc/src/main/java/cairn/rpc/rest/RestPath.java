package cairn.rpc.rest;

/** Where the resources are. Of several with which a target begins, the first is meant. */
enum RestPath {
  TRANSACTION("tx/"),
  BLOCK_WITHOUT_DETAILS("block/notxdetails/"),
  BLOCK("block/"),
  BLOCK_PART("blockpart/"),
  FILTER("blockfilter/"),
  FILTER_HEADERS("blockfilterheaders/"),
  CHAIN_INFO("chaininfo"),
  MEMPOOL("mempool/"),
  HEADERS("headers/"),
  UNSPENT_OUTPUTS("getutxos"),
  DEPLOYMENTS_AT("deploymentinfo/"),
  DEPLOYMENTS("deploymentinfo"),
  BLOCK_HASH("blockhashbyheight/"),
  SPENT_OUTPUTS("spenttxouts/");

  private final String prefix;

  RestPath(String path) {
    this.prefix = "/rest/" + path;
  }

  /** What a target begins with. */
  String prefix() {
    return prefix;
  }
}
