package cairn.bench.chain;

import cairn.primitives.crypto.SecretKey;
import cairn.primitives.hd.ChildNumber;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.Mnemonic;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The transactions of one wallet among those of the chain, spread evenly: by turns it is paid at a
 * new address, and pays with what it got, with change at another new address. Not thread-safe.
 *
 * <p>It is the wallet of the twelve words that everybody knows, "abandon ... about", and its
 * addresses are those of BIP 84 on test networks.
 */
public final class WalletTraffic {
  public static final String WORDS = "abandon ".repeat(11) + "about";

  /** The keys of the wallet have numbers from here on: even ones for receiving, odd for change. */
  private static final int FIRST_KEY = 1 << 24;

  private static final ExtendedPrivateKey ACCOUNT = account();

  private final int transactions;
  private final int blocks;
  private final Deque<SpendableCoin> coins = new ArrayDeque<>();
  private int blocksDone;
  private int made;
  private int received;
  private int sent;

  /**
   * @param transactions how many in all
   * @param blocks how many blocks have them; later ones have none
   */
  WalletTraffic(int transactions, int blocks) {
    this.transactions = transactions;
    this.blocks = blocks;
  }

  private static ExtendedPrivateKey account() {
    return ExtendedPrivateKey.master(Mnemonic.seed(WORDS, ""))
        .flatMap(master -> master.child(ChildNumber.hardened(84)))
        .flatMap(purpose -> purpose.child(ChildNumber.hardened(1)))
        .flatMap(coin -> coin.child(ChildNumber.hardened(0)))
        .orElseThrow();
  }

  static boolean isKey(int number) {
    return number >= FIRST_KEY;
  }

  static SecretKey secret(int number) {
    int chain = (number - FIRST_KEY) & 1;
    return ACCOUNT
        .child(ChildNumber.normal(chain))
        .flatMap(keys -> keys.child(ChildNumber.normal((number - FIRST_KEY) >> 1)))
        .orElseThrow()
        .secret();
  }

  /** How many of its transactions the next block has. */
  int next() {
    if (blocksDone >= blocks) {
      return 0;
    }
    blocksDone++;
    int due = (int) ((long) transactions * blocksDone / blocks) - made;
    made += due;
    return due;
  }

  /** Whether its next transaction spends a coin of its own. */
  boolean paysNext() {
    return sent < received && !coins.isEmpty();
  }

  /** Its oldest coin, which it spends. */
  SpendableCoin take() {
    return coins.removeFirst();
  }

  /** Has an output of a transaction be its own, as change or not. */
  void give(PlannedTransaction transaction, int output, boolean change) {
    int position = change ? sent++ : received++;
    coins.add(transaction.payTo(output, FIRST_KEY + 2 * position + (change ? 1 : 0)));
  }
}
