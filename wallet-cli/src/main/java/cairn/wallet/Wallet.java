package cairn.wallet;

import cairn.genesis.Network;
import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.crypto.Argon2;
import cairn.primitives.descriptor.Descriptor;
import cairn.wallet.keys.AddressKind;
import cairn.wallet.keys.Cosigner;
import cairn.wallet.keys.Secrets;
import cairn.wallet.store.Database;
import cairn.wallet.store.Keychain;
import cairn.wallet.store.Keychains;
import cairn.wallet.store.Keychains.Place;
import cairn.wallet.store.Labels;
import cairn.wallet.store.ScannedBlocks;
import cairn.wallet.store.Settings;
import cairn.wallet.store.Transactions;
import cairn.wallet.vault.Sealed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A wallet that is open. Not thread-safe. */
public final class Wallet implements AutoCloseable {
  /** How many addresses in a row may be without payment before later ones are not looked for. */
  public static final int USUAL_GAP_LIMIT = 20;

  /**
   * How many more scripts are looked for than the gap limit says: payments to several addresses may
   * be mined in another order than the addresses were handed out in.
   */
  private static final int AHEAD = 80;

  /** How a birthday begins that is a height, rather than a time. */
  private static final String BY_HEIGHT = "height:";

  /** The kind of keychains that several people's keys make. */
  public static final String MULTISIG = "multisig";

  /** The kind of keychains that came as descriptors. */
  public static final String IMPORTED = "imported";

  private final Database database;
  private final Network network;
  private final Path file;
  private final Keychains keychains;

  private Wallet(Database database, Network network, Path file) {
    this.database = database;
    this.network = network;
    this.file = file;
    this.keychains = new Keychains(database, network.addresses());
  }

  /** What a new wallet is told. */
  public record Plan(Network network, int gapLimit, String birthday) {
    /** A wallet without coins from before now. */
    public static Plan now(Network network, Instant now) {
      return new Plan(network, USUAL_GAP_LIMIT, "time:" + now.getEpochSecond());
    }
  }

  /** Gives a new wallet what it is to begin with. */
  @FunctionalInterface
  public interface Filling {
    void fill(Wallet wallet) throws WalletException;
  }

  /**
   * Makes a wallet, whole or not at all.
   *
   * @throws WalletException if there is one already, or {@code filling} throws it
   */
  public static void create(Path file, Plan plan, Instant now, Filling filling)
      throws WalletException {
    Database.create(
        file,
        database -> {
          var wallet = new Wallet(database, plan.network, file);
          var settings = wallet.settings();
          database.atomically(() -> {
            settings.set(Settings.GENESIS, plan.network.genesis().hash().toString());
            settings.set(Settings.GAP_LIMIT, String.valueOf(plan.gapLimit));
            settings.set(Settings.BIRTHDAY, plan.birthday);
            settings.set(Settings.CREATED, String.valueOf(now.getEpochSecond()));
          });
          filling.fill(wallet);
        });
  }

  /** Opens a wallet. */
  public static Wallet open(Path file, Network network) throws WalletException {
    var wallet = new Wallet(Database.open(file), network, file);
    var genesis = wallet.settings().get(Settings.GENESIS);
    if (!genesis.equals(Optional.of(network.genesis().hash().toString()))) {
      wallet.close();
      throw WalletException.failed("the wallet " + file + " is not one of the network " + network);
    }
    return wallet;
  }

  /** Gives it secrets, sealed, and the usual keychains of them. */
  public void addSeed(Secrets secrets, char[] password, Argon2 cost) throws WalletException {
    var master = secrets.master().orElseThrow();
    database.atomically(() -> {
      seal(secrets, password, cost);
      settings().set(Settings.FINGERPRINT, Cosigner.fingerprint(master).toHex());
      for (var kind : AddressKind.values()) {
        for (boolean change : new boolean[] {false, true}) {
          keychains().add(kind.descriptor(master, network, change), kind.toString(), change, 0);
        }
      }
      extend();
    });
  }

  /**
   * Adds keychains: of two descriptors the second is for change. If one was not there before, the
   * chain is to be read again, which may have paid it long ago.
   *
   * @return how many were not there before
   */
  public int addDescriptors(List<Descriptor> descriptors, String kind) throws WalletException {
    int[] added = {0};
    database.atomically(() -> {
      for (int i = 0; i < descriptors.size(); i++) {
        added[0] += keychains().add(descriptors.get(i), kind, i == 1, 0) ? 1 : 0;
      }
      extend();
      if (added[0] > 0 && blocks().tip().isPresent()) {
        forget(0);
      }
    });
    return added[0];
  }

  /** Forgets what is known of the chain, so that it is read again from {@code height} on. */
  public void forgetChain(int height) throws WalletException {
    database.atomically(() -> forget(height));
  }

  private void forget(int height) {
    transactions().forgetChain();
    blocks().rollBack(-1);
    settings().set(Settings.BIRTHDAY, BY_HEIGHT + height);
  }

  /**
   * Whether addresses may have been handed out of which this file does not know: by another wallet
   * of the same keys, before a chain was read.
   */
  public boolean mayHaveBeenUsed() {
    return blocks().tip().isEmpty()
        && settings().get(Settings.BIRTHDAY).orElse("").startsWith(BY_HEIGHT);
  }

  /** Seals secrets in place of those that were there. */
  public void seal(Secrets secrets, char[] password, Argon2 cost) {
    byte[] plain = secrets.encode(format());
    try {
      settings().seal(Sealed.seal(password, plain, cost));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * The secrets.
   *
   * @param key of {@link Sealed#key}
   * @throws WalletException if it is not their key
   */
  public Secrets unseal(byte[] key) throws WalletException {
    var sealed = settings().sealed();
    if (sealed.isEmpty()) {
      return Secrets.NONE;
    }
    byte[] plain =
        sealed.get().open(key).orElseThrow(() -> WalletException.failed("wrong password"));
    try {
      return Secrets.decode(plain, format());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Whether it has no secrets, and so only watches. */
  public boolean isWatchOnly() {
    return settings().sealed().isEmpty();
  }

  /** Has as many scripts watched as its gap limit demands. */
  public void extend() throws WalletException {
    int ahead = gapLimit() + AHEAD;
    for (var keychain : keychains.all()) {
      keychains.extend(keychain, ahead);
    }
  }

  /** As {@link #extend()}, of one keychain; the scripts that were not watched before. */
  public Map<Script, Place> extend(int keychain) throws WalletException {
    return keychains.extend(keychains.get(keychain), gapLimit() + AHEAD);
  }

  public int gapLimit() {
    return settings().get(Settings.GAP_LIMIT).map(Integer::parseInt).orElse(USUAL_GAP_LIMIT);
  }

  /**
   * The keychain for addresses of a kind; without a kind, the usual of those there are.
   *
   * @throws WalletException if there is none
   */
  public Keychain keychain(Optional<String> kind, boolean change) throws WalletException {
    if (kind.isPresent()) {
      return keychains()
          .of(kind.get(), change)
          .or(() -> change ? keychains().of(kind.get(), false) : Optional.empty())
          .orElseThrow(() ->
              WalletException.wrongUse(
                  "this wallet has no addresses of type '%s'; it has %s"
                      .formatted(kind.get(), String.join(", ", kinds()))));
    }
    for (var usual : List.of(MULTISIG, AddressKind.USUAL.toString(), IMPORTED)) {
      var found = keychains().of(usual, change);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return keychains().all().stream()
        .findFirst()
        .orElseThrow(() ->
            WalletException.failed("this wallet has no descriptors yet: 'descriptor import'"));
  }

  /** What kinds of addresses it has. */
  public List<String> kinds() {
    return keychains.all().stream().map(Keychain::kind).distinct().toList();
  }

  public Database database() {
    return database;
  }

  public Network network() {
    return network;
  }

  public AddressFormat format() {
    return network.addresses();
  }

  public Path file() {
    return file;
  }

  /** Its file's name without what says that it is a wallet. */
  public String name() {
    return WalletFiles.name(file);
  }

  public Settings settings() {
    return new Settings(database);
  }

  public Keychains keychains() {
    return keychains;
  }

  public Transactions transactions() {
    return new Transactions(database);
  }

  public ScannedBlocks blocks() {
    return new ScannedBlocks(database);
  }

  public Labels labels() {
    return new Labels(database);
  }

  @Override
  public void close() {
    database.close();
  }
}
