package cairn.primitives;

/** Names a transaction, without its witness or with it. */
public sealed interface TransactionId extends Hash256 permits Txid, Wtxid {}
