package cairn.rpc;

import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.blockchain.DumpTxOutSet;
import cairn.rpc.blockchain.GetBestBlockHash;
import cairn.rpc.blockchain.GetBlock;
import cairn.rpc.blockchain.GetBlockCount;
import cairn.rpc.blockchain.GetBlockFilter;
import cairn.rpc.blockchain.GetBlockHash;
import cairn.rpc.blockchain.GetBlockHeader;
import cairn.rpc.blockchain.GetBlockStats;
import cairn.rpc.blockchain.GetBlockchainInfo;
import cairn.rpc.blockchain.GetChainStates;
import cairn.rpc.blockchain.GetChainTips;
import cairn.rpc.blockchain.GetChainTxStats;
import cairn.rpc.blockchain.GetDeploymentInfo;
import cairn.rpc.blockchain.GetDescriptorActivity;
import cairn.rpc.blockchain.GetDifficulty;
import cairn.rpc.blockchain.GetTxOut;
import cairn.rpc.blockchain.GetTxOutProof;
import cairn.rpc.blockchain.GetTxOutSetInfo;
import cairn.rpc.blockchain.InvalidateBlock;
import cairn.rpc.blockchain.LoadTxOutSet;
import cairn.rpc.blockchain.PreciousBlock;
import cairn.rpc.blockchain.PruneBlockchain;
import cairn.rpc.blockchain.ReconsiderBlock;
import cairn.rpc.blockchain.ScanBlocks;
import cairn.rpc.blockchain.ScanTxOutSet;
import cairn.rpc.blockchain.SyncWithValidationInterfaceQueue;
import cairn.rpc.blockchain.TipWaits;
import cairn.rpc.blockchain.VerifyChain;
import cairn.rpc.blockchain.VerifyTxOutProof;
import cairn.rpc.blockchain.WaitForBlock;
import cairn.rpc.blockchain.WaitForBlockHeight;
import cairn.rpc.blockchain.WaitForNewBlock;
import cairn.rpc.call.ActiveCalls;
import cairn.rpc.call.Category;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.LongWork;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.Warnings;
import cairn.rpc.control.Echo;
import cairn.rpc.control.EchoIpc;
import cairn.rpc.control.GetMemoryInfo;
import cairn.rpc.control.GetOpenRpcInfo;
import cairn.rpc.control.GetRpcInfo;
import cairn.rpc.control.Help;
import cairn.rpc.control.Logging;
import cairn.rpc.control.SetMockTime;
import cairn.rpc.control.Stop;
import cairn.rpc.control.Uptime;
import cairn.rpc.fees.EstimateRawFee;
import cairn.rpc.fees.EstimateSmartFee;
import cairn.rpc.mining.Generate;
import cairn.rpc.mining.GenerateBlock;
import cairn.rpc.mining.GenerateTo;
import cairn.rpc.mining.GetBlockTemplate;
import cairn.rpc.mining.GetMiningInfo;
import cairn.rpc.mining.GetNetworkHashPs;
import cairn.rpc.mining.Miner;
import cairn.rpc.mining.SubmitBlock;
import cairn.rpc.mining.SubmitHeader;
import cairn.rpc.mining.TemplateSource;
import cairn.rpc.mining.Templates;
import cairn.rpc.net.AddConnection;
import cairn.rpc.net.AddNode;
import cairn.rpc.net.AddPeerAddress;
import cairn.rpc.net.ClearBanned;
import cairn.rpc.net.DisconnectNode;
import cairn.rpc.net.ExportAsMap;
import cairn.rpc.net.GetAddedNodeInfo;
import cairn.rpc.net.GetAddrManInfo;
import cairn.rpc.net.GetBlockFromPeer;
import cairn.rpc.net.GetConnectionCount;
import cairn.rpc.net.GetNetTotals;
import cairn.rpc.net.GetNetworkInfo;
import cairn.rpc.net.GetNodeAddresses;
import cairn.rpc.net.GetPeerInfo;
import cairn.rpc.net.GetRawAddrMan;
import cairn.rpc.net.ListBanned;
import cairn.rpc.net.MockScheduler;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.net.Ping;
import cairn.rpc.net.SendMsgToPeer;
import cairn.rpc.net.SetBan;
import cairn.rpc.net.SetNetworkActive;
import cairn.rpc.util.CreateMultisig;
import cairn.rpc.util.DeriveAddresses;
import cairn.rpc.util.GetDescriptorInfo;
import cairn.rpc.util.GetIndexInfo;
import cairn.rpc.util.SignMessageWithPrivKey;
import cairn.rpc.util.ValidateAddress;
import cairn.rpc.util.VerifyMessage;
import cairn.rpc.zmq.GetZmqNotifications;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All methods of a node, where the help lists them. */
public final class NodeMethods {
  private final NodeServices services;
  private final Ledger ledger;
  private final Indexes indexes;
  private final AddressFormat addresses;
  private final Interruption interruption;
  private final TipWaits tips;
  private final Warnings warnings;
  private final @Nullable NetworkQuestions network;
  private final LongWork work = new LongWork(Runtime.getRuntime().availableProcessors());
  private final ActiveCalls active = new ActiveCalls();
  private final MethodTable table;

  private NodeMethods(
      NodeServices services, Interruption interruption, OldForms oldForms, boolean checkResults) {
    var thread = services.network();
    this.services = services;
    this.ledger = services.ledger();
    this.indexes = services.indexes();
    this.addresses = ledger.config().network().addresses();
    this.interruption = interruption;
    this.tips = new TipWaits(ledger, interruption);
    this.warnings =
        new Warnings(ledger, thread == null ? List::of : thread::warnings, oldForms.oneWarning());
    this.network = thread == null ? null : new NetworkQuestions(thread, interruption);
    this.table = new MethodTable(active, checkResults, services.calls());
  }

  /**
   * Makes them.
   *
   * @param interruption ends those that wait for something
   * @param oldForms of answers that are asked for
   * @param checkResults whether answers are held against their descriptions
   */
  public static MethodTable of(
      NodeServices services, Interruption interruption, OldForms oldForms, boolean checkResults) {
    var methods = new NodeMethods(services, interruption, oldForms, checkResults);
    methods.addControl();
    methods.addBlockchain();
    methods.addMining();
    TransactionMethods.add(
        methods.table,
        methods.ledger,
        services.mempoolFile(),
        methods.indexes,
        methods.network,
        oldForms);
    methods.addUtil();
    methods.table.add(Category.ZMQ, new GetZmqNotifications(services.publishers()));
    if (methods.network != null) {
      methods.addNetwork(methods.network);
    }
    return methods.table;
  }

  private boolean isForTests() {
    return ledger.config().network().defaults().mockableTime();
  }

  private void addControl() {
    var node = services.node();
    table.add(
        Category.CONTROL,
        new GetMemoryInfo(),
        GetOpenRpcInfo.withArguments(table, node.version()),
        GetOpenRpcInfo.discover(table, node.version()),
        new GetRpcInfo(active, node),
        new Help(table),
        new Logging(services.log()),
        new Stop(node),
        new Uptime(node));
    table.add(
        Category.HIDDEN,
        new Echo("echo"),
        new Echo("echojson"),
        new EchoIpc(),
        new SetMockTime(services.clock(), network, isForTests()));
  }

  private void addBlockchain() {
    table.add(
        Category.BLOCKCHAIN,
        new DumpTxOutSet(ledger, interruption, work),
        new GetBestBlockHash(ledger),
        new GetBlock(ledger),
        new GetBlockCount(ledger),
        new GetBlockFilter(ledger, indexes),
        new GetBlockHash(ledger),
        new GetBlockHeader(ledger),
        new GetBlockStats(ledger),
        new GetBlockchainInfo(ledger, warnings),
        new GetChainStates(ledger),
        new GetChainTips(ledger),
        new GetChainTxStats(ledger),
        new GetDeploymentInfo(ledger),
        new GetDescriptorActivity(ledger, interruption, work),
        new GetDifficulty(ledger),
        new GetTxOut(ledger),
        new GetTxOutProof(ledger, indexes),
        new GetTxOutSetInfo(ledger, indexes, interruption, work),
        new LoadTxOutSet(ledger, interruption, work),
        new PreciousBlock(ledger),
        new PruneBlockchain(ledger),
        new ScanBlocks(ledger, indexes, interruption, work),
        new ScanTxOutSet(ledger, interruption, work),
        new VerifyChain(ledger),
        new VerifyTxOutProof(ledger),
        new WaitForBlock(tips),
        new WaitForBlockHeight(tips),
        new WaitForNewBlock(tips));
    table.add(
        Category.HIDDEN,
        new InvalidateBlock(ledger),
        new ReconsiderBlock(ledger),
        new SyncWithValidationInterfaceQueue(ledger));
  }

  private void addMining() {
    var hashRate = new GetNetworkHashPs(ledger);
    var templates = new Templates(ledger, services.blockOptions());
    var miner = new Miner(ledger, services.candidates(), templates, interruption, work);
    var source = new TemplateSource(ledger, services.candidates(), templates);
    table.add(
        Category.MINING,
        new GetBlockTemplate(ledger, source, tips, interruption, network),
        new GetMiningInfo(ledger, hashRate, templates, warnings),
        hashRate,
        new SubmitBlock(ledger),
        new SubmitHeader(ledger));
    table.add(
        Category.HIDDEN,
        new Generate(),
        new GenerateBlock(miner, ledger.mempool(), addresses),
        GenerateTo.address(miner, addresses),
        GenerateTo.descriptor(miner, addresses));
  }

  private void addUtil() {
    table.add(
        Category.UTIL,
        new CreateMultisig(addresses),
        new DeriveAddresses(addresses),
        new EstimateSmartFee(ledger, services.fees()),
        new GetDescriptorInfo(addresses),
        new GetIndexInfo(indexes),
        new SignMessageWithPrivKey(addresses),
        new ValidateAddress(addresses),
        new VerifyMessage(addresses));
    table.add(Category.HIDDEN, new EstimateRawFee(services.fees()));
  }

  private void addNetwork(NetworkQuestions network) {
    table.add(Category.BLOCKCHAIN, new GetBlockFromPeer(ledger, network));
    table.add(
        Category.NETWORK,
        new AddNode(network),
        new ClearBanned(network),
        new DisconnectNode(network),
        new ExportAsMap(),
        new GetAddedNodeInfo(network),
        new GetAddrManInfo(network),
        new GetConnectionCount(network),
        new GetNetTotals(network, InstantSource.system()),
        new GetNetworkInfo(network, warnings),
        new GetNodeAddresses(network),
        new GetPeerInfo(network),
        new ListBanned(network),
        new Ping(network),
        new SetBan(network),
        new SetNetworkActive(network));
    table.add(
        Category.HIDDEN,
        new AddConnection(network, isForTests()),
        new AddPeerAddress(network),
        new GetRawAddrMan(network),
        new MockScheduler(network, isForTests()),
        new SendMsgToPeer(network));
  }
}
