package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.spend.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is to be paid, as it stands on the command line: {@code ADDRESS=AMOUNT}, {@code ADDRESS
 * AMOUNT}, or a {@code bitcoin:} URI.
 *
 * @param labels by address, what requests to be paid call themselves
 */
record Recipients(List<Recipient> all, List<Labelled> labels) {
  /** What a recipient is called. */
  record Labelled(String address, String label) {}

  Recipients {
    all = List.copyOf(all);
    labels = List.copyOf(labels);
  }

  /**
   * Reads recipients.
   *
   * @param everything whether the last one gets what is left, and so has no amount
   */
  static Recipients parse(List<String> words, boolean everything, Session session)
      throws WalletException {
    var all = new ArrayList<Recipient>();
    var labels = new ArrayList<Labelled>();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      var uri =
          PaymentUri.isOne(word)
              ? Optional.of(PaymentUri.parse(word))
              : Optional.<PaymentUri>empty();
      int equals = uri.isPresent() ? -1 : word.indexOf('=');
      var address =
          uri.map(PaymentUri::address).orElse(equals < 0 ? word : word.substring(0, equals));
      long sats = uri.map(PaymentUri::amountSats).orElse(0L);
      uri.flatMap(PaymentUri::label).ifPresent(label -> labels.add(new Labelled(address, label)));
      // Before an amount is looked at: one that is missing may be because of a wrong address.
      var script = Paying.script(session.wallet(), address);
      if (equals >= 0) {
        sats = session.money().parse(word.substring(equals + 1));
      } else if (sats == 0 && i + 1 < words.size() && isAmount(words.get(i + 1))) {
        sats = session.money().parse(words.get(++i));
      }
      boolean last = i == words.size() - 1;
      if (sats == 0 && !(everything && last)) {
        throw WalletException.wrongUse("how much is to be paid to " + address + "?");
      }
      if (sats != 0 && everything && last) {
        throw WalletException.wrongUse("with --all the last address gets what is left, no amount");
      }
      all.add(new Recipient(script, sats));
    }
    return new Recipients(all, labels);
  }

  private static boolean isAmount(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> "0123456789.-+eE".indexOf(c) >= 0);
  }
}
