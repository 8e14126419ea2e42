package cairn.rpc;

import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.ledger.mempoolfile.MempoolFile;
import cairn.ledger.policy.PolicyOptions;
import cairn.rpc.call.Category;
import cairn.rpc.call.MethodTable;
import cairn.rpc.mempool.GetMempoolCluster;
import cairn.rpc.mempool.GetMempoolEntry;
import cairn.rpc.mempool.GetMempoolFeerateDiagram;
import cairn.rpc.mempool.GetMempoolInfo;
import cairn.rpc.mempool.GetMempoolRelatives;
import cairn.rpc.mempool.GetOrphanTxs;
import cairn.rpc.mempool.GetPrioritisedTransactions;
import cairn.rpc.mempool.GetRawMempool;
import cairn.rpc.mempool.GetTxSpendingPrevout;
import cairn.rpc.mempool.ImportMempool;
import cairn.rpc.mempool.MempoolReader;
import cairn.rpc.mempool.PrioritiseTransaction;
import cairn.rpc.mempool.SaveMempool;
import cairn.rpc.mempool.SubmitPackage;
import cairn.rpc.mempool.TestMempoolAccept;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.signing.AnalyzePsbt;
import cairn.rpc.signing.CombinePsbt;
import cairn.rpc.signing.CombineRawTransaction;
import cairn.rpc.signing.ConvertToPsbt;
import cairn.rpc.signing.CreatePsbt;
import cairn.rpc.signing.DecodePsbt;
import cairn.rpc.signing.DescriptorProcessPsbt;
import cairn.rpc.signing.FinalizePsbt;
import cairn.rpc.signing.JoinPsbts;
import cairn.rpc.signing.SignRawTransactionWithKey;
import cairn.rpc.signing.UtxoUpdatePsbt;
import cairn.rpc.transactions.AbortPrivateBroadcast;
import cairn.rpc.transactions.Broadcast;
import cairn.rpc.transactions.CreateRawTransaction;
import cairn.rpc.transactions.DecodeRawTransaction;
import cairn.rpc.transactions.DecodeScript;
import cairn.rpc.transactions.GetPrivateBroadcastInfo;
import cairn.rpc.transactions.GetRawTransaction;
import cairn.rpc.transactions.SendRawTransaction;
import org.jspecify.annotations.Nullable;

/** The methods about the mempool and about single transactions. */
final class TransactionMethods {
  private TransactionMethods() {}

  /**
   * Adds them.
   *
   * @param network null if there are no peers
   */
  static void add(
      MethodTable table,
      Ledger ledger,
      MempoolFile mempoolFile,
      Indexes indexes,
      @Nullable NetworkQuestions network,
      OldForms oldForms) {
    addMempool(table, ledger, mempoolFile, indexes, oldForms);
    var addresses = ledger.config().network().addresses();
    var broadcast = new Broadcast(ledger, network);
    table.add(
        Category.RAWTRANSACTIONS,
        new AnalyzePsbt(PolicyOptions.DEFAULT.bytesPerSigOp()),
        new CombinePsbt(),
        new CombineRawTransaction(ledger),
        new ConvertToPsbt(),
        new CreatePsbt(addresses),
        new CreateRawTransaction(addresses),
        new DecodePsbt(addresses),
        new DecodeRawTransaction(addresses),
        new DecodeScript(addresses),
        new DescriptorProcessPsbt(ledger, indexes),
        new FinalizePsbt(),
        new GetRawTransaction(ledger, indexes),
        new JoinPsbts(),
        new SendRawTransaction(broadcast),
        new SignRawTransactionWithKey(ledger),
        new SubmitPackage(ledger, broadcast),
        new TestMempoolAccept(ledger),
        new UtxoUpdatePsbt(ledger, indexes));
    if (network != null) {
      table.add(
          Category.RAWTRANSACTIONS,
          new AbortPrivateBroadcast(network),
          new GetPrivateBroadcastInfo(network));
      table.add(Category.HIDDEN, new GetOrphanTxs(network));
    }
  }

  private static void addMempool(
      MethodTable table, Ledger ledger, MempoolFile file, Indexes indexes, OldForms oldForms) {
    var mempool = ledger.mempool();
    var reader = new MempoolReader(mempool, oldForms.bip125());
    table.add(
        Category.BLOCKCHAIN,
        GetMempoolRelatives.ancestors(reader),
        GetMempoolRelatives.descendants(reader),
        new GetMempoolCluster(reader),
        new GetMempoolEntry(reader),
        new GetMempoolInfo(ledger, oldForms.fullRbf()),
        new GetRawMempool(reader),
        new GetTxSpendingPrevout(mempool, indexes),
        new ImportMempool(ledger, file),
        new SaveMempool(ledger.mempool(), file));
    table.add(
        Category.MINING,
        new GetPrioritisedTransactions(mempool),
        new PrioritiseTransaction(ledger));
    table.add(Category.HIDDEN, new GetMempoolFeerateDiagram(mempool));
  }
}
