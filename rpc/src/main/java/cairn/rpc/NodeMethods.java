package cairn.rpc;

import cairn.primitives.address.AddressFormat;
import cairn.rpc.blockchain.GetBestBlockHash;
import cairn.rpc.blockchain.GetBlock;
import cairn.rpc.blockchain.GetBlockCount;
import cairn.rpc.blockchain.GetBlockHash;
import cairn.rpc.blockchain.GetBlockHeader;
import cairn.rpc.blockchain.GetBlockStats;
import cairn.rpc.blockchain.GetBlockchainInfo;
import cairn.rpc.blockchain.GetChainStates;
import cairn.rpc.blockchain.GetChainTips;
import cairn.rpc.blockchain.GetChainTxStats;
import cairn.rpc.blockchain.GetDeploymentInfo;
import cairn.rpc.blockchain.GetDifficulty;
import cairn.rpc.blockchain.GetTxOut;
import cairn.rpc.blockchain.GetTxOutProof;
import cairn.rpc.blockchain.GetTxOutSetInfo;
import cairn.rpc.blockchain.InvalidateBlock;
import cairn.rpc.blockchain.PreciousBlock;
import cairn.rpc.blockchain.PruneBlockchain;
import cairn.rpc.blockchain.ReconsiderBlock;
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
import cairn.rpc.call.MethodTable;
import cairn.rpc.control.Echo;
import cairn.rpc.control.EchoIpc;
import cairn.rpc.control.GetMemoryInfo;
import cairn.rpc.control.GetRpcInfo;
import cairn.rpc.control.Help;
import cairn.rpc.control.Logging;
import cairn.rpc.control.SetMockTime;
import cairn.rpc.control.Stop;
import cairn.rpc.control.Uptime;
import cairn.rpc.mining.Generate;
import cairn.rpc.mining.GenerateBlock;
import cairn.rpc.mining.GenerateToAddress;
import cairn.rpc.mining.GenerateToDescriptor;
import cairn.rpc.mining.GetNetworkHashPs;
import cairn.rpc.mining.Miner;
import cairn.rpc.mining.SubmitBlock;
import cairn.rpc.mining.SubmitHeader;
import cairn.rpc.net.AddConnection;
import cairn.rpc.net.AddNode;
import cairn.rpc.net.AddPeerAddress;
import cairn.rpc.net.ClearBanned;
import cairn.rpc.net.DisconnectNode;
import cairn.rpc.net.GetAddedNodeInfo;
import cairn.rpc.net.GetAddrManInfo;
import cairn.rpc.net.GetConnectionCount;
import cairn.rpc.net.GetNetTotals;
import cairn.rpc.net.GetNetworkInfo;
import cairn.rpc.net.GetNodeAddresses;
import cairn.rpc.net.GetPeerInfo;
import cairn.rpc.net.GetRawAddrMan;
import cairn.rpc.net.ListBanned;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.net.Ping;
import cairn.rpc.net.SendMsgToPeer;
import cairn.rpc.net.SetBan;
import cairn.rpc.net.SetNetworkActive;
import cairn.rpc.transactions.DecodeRawTransaction;
import cairn.rpc.util.SignMessageWithPrivKey;
import cairn.rpc.util.ValidateAddress;
import cairn.rpc.util.VerifyMessage;
import java.time.InstantSource;

/** All methods of a node, where the help lists them. */
final class NodeMethods {
  private NodeMethods() {}

  /**
   * Makes them.
   *
   * @param checkResults whether answers are held against their descriptions
   */
  static MethodTable of(NodeServices services, Interruption interruption, boolean checkResults) {
    var active = new ActiveCalls();
    var table = new MethodTable(active, checkResults);
    addControl(table, active, services);
    addBlockchain(table, services, interruption);
    addMining(table, services, interruption);
    addComputing(table, services.ledger().config().network().addresses());
    var network = services.network();
    if (network != null) {
      addNetwork(table, services, new NetworkQuestions(network));
    }
    return table;
  }

  private static void addControl(MethodTable table, ActiveCalls active, NodeServices services) {
    var node = services.node();
    boolean mockable = services.ledger().config().network().defaults().mockableTime();
    table.add(
        Category.CONTROL,
        new GetMemoryInfo(),
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
        new SetMockTime(services.clock(), mockable));
  }

  private static void addBlockchain(
      MethodTable table, NodeServices services, Interruption interruption) {
    var ledger = services.ledger();
    var tips = new TipWaits(ledger, interruption);
    table.add(
        Category.BLOCKCHAIN,
        new GetBestBlockHash(ledger),
        new GetBlock(ledger),
        new GetBlockCount(ledger),
        new GetBlockHash(ledger),
        new GetBlockHeader(ledger),
        new GetBlockStats(ledger),
        new GetBlockchainInfo(ledger),
        new GetChainStates(ledger),
        new GetChainTips(ledger),
        new GetChainTxStats(ledger),
        new GetDeploymentInfo(ledger),
        new GetDifficulty(ledger),
        new GetTxOut(ledger),
        new GetTxOutProof(ledger),
        new GetTxOutSetInfo(ledger, interruption),
        new PreciousBlock(ledger),
        new PruneBlockchain(ledger),
        new ScanTxOutSet(ledger, interruption),
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

  private static void addMining(
      MethodTable table, NodeServices services, Interruption interruption) {
    var ledger = services.ledger();
    var addresses = ledger.config().network().addresses();
    var miner = new Miner(ledger, services.candidates(), services.blockOptions(), interruption);
    table.add(
        Category.MINING,
        new GetNetworkHashPs(ledger),
        new SubmitBlock(ledger),
        new SubmitHeader(ledger));
    table.add(
        Category.HIDDEN,
        new Generate(),
        new GenerateBlock(miner, addresses),
        new GenerateToAddress(miner, addresses),
        new GenerateToDescriptor(miner, addresses));
  }

  private static void addComputing(MethodTable table, AddressFormat addresses) {
    table.add(Category.RAWTRANSACTIONS, new DecodeRawTransaction(addresses));
    table.add(
        Category.UTIL,
        new SignMessageWithPrivKey(addresses),
        new ValidateAddress(addresses),
        new VerifyMessage(addresses));
  }

  private static void addNetwork(
      MethodTable table, NodeServices services, NetworkQuestions network) {
    boolean forTests = services.ledger().config().network().defaults().mockableTime();
    table.add(
        Category.NETWORK,
        new AddNode(network),
        new ClearBanned(network),
        new DisconnectNode(network),
        new GetAddedNodeInfo(network),
        new GetAddrManInfo(network),
        new GetConnectionCount(network),
        new GetNetTotals(network, InstantSource.system()),
        new GetNetworkInfo(network, services.ledger()),
        new GetNodeAddresses(network),
        new GetPeerInfo(network),
        new ListBanned(network),
        new Ping(network),
        new SetBan(network),
        new SetNetworkActive(network));
    table.add(
        Category.HIDDEN,
        new AddConnection(network, forTests),
        new AddPeerAddress(network),
        new GetRawAddrMan(network),
        new SendMsgToPeer(network));
  }
}
