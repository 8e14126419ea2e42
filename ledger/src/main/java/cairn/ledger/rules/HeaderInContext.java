package cairn.ledger.rules;

import static cairn.genesis.BuriedDeployment.BIP34;
import static cairn.genesis.BuriedDeployment.BIP65;
import static cairn.genesis.BuriedDeployment.BIP66;
import static cairn.ledger.rules.Reject.BAD_DIFFBITS;
import static cairn.ledger.rules.Reject.BAD_VERSION;
import static cairn.ledger.rules.Reject.TIME_TIMEWARP_ATTACK;
import static cairn.ledger.rules.Reject.TIME_TOO_NEW;
import static cairn.ledger.rules.Reject.TIME_TOO_OLD;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;

import java.util.ArrayList;
import java.util.List;

/** What a header must be where it stands (Core's ContextualCheckBlockHeader). */
public final class HeaderInContext {
  private HeaderInContext() {}

  /** The rules that hold at {@code place}, in Bitcoin Core's order. */
  public static List<Rule<PlacedHeader>> rules(Place place) {
    var rules = new ArrayList<Rule<PlacedHeader>>(6);
    rules.add(HeaderInContext::bits);
    rules.add(HeaderInContext::timeAfterMedian);
    if (place.consensus().proofOfWork().bip94() && place.beginsPeriod()) {
      rules.add(HeaderInContext::noTimewarp);
    }
    rules.add(HeaderInContext::timeHasCome);
    if (place.has(BIP65)) {
      rules.add(header -> version(header, 4));
    } else if (place.has(BIP66)) {
      rules.add(header -> version(header, 3));
    } else if (place.has(BIP34)) {
      rules.add(header -> version(header, 2));
    }
    return rules;
  }

  /** The first failure among {@link #rules}. */
  public static Verdict check(PlacedHeader header) {
    return Rule.firstFailure(rules(header.place()), header);
  }

  /** It claims the target that {@link Retargeting} asks for. */
  static Verdict bits(PlacedHeader placed) {
    var header = placed.header();
    var place = placed.place();
    long required =
        Retargeting.bitsAfter(place.previous(), header.time(), place.consensus().proofOfWork());
    return header.bits() == required ? OK : invalid(BAD_DIFFBITS, "incorrect proof of work");
  }

  /** It is younger than the median of the eleven blocks before it. */
  static Verdict timeAfterMedian(PlacedHeader placed) {
    return placed.header().time() > placed.place().previous().medianTimePast()
        ? OK
        : invalid(TIME_TOO_OLD, "block's timestamp is too early");
  }

  /**
   * If it begins a period, it is no more than ten minutes older than the block before it (BIP 94).
   * Else miners could make each period seem longer than it was, and the target ever easier.
   */
  static Verdict noTimewarp(PlacedHeader placed) {
    return placed.header().time() >= placed.place().previous().time() - Limits.MAX_TIMEWARP
        ? OK
        : invalid(TIME_TIMEWARP_ATTACK, "block's timestamp is too early on diff adjustment block");
  }

  /** It is no more than two hours ahead of the clock. */
  static Verdict timeHasCome(PlacedHeader placed) {
    return placed.header().time() <= placed.now() + Limits.MAX_FUTURE_BLOCK_TIME
        ? OK
        : invalid(TIME_TOO_NEW, "block timestamp too far in the future");
  }

  /** Its version is that of the soft forks that hold (BIP 34, BIP 66, BIP 65), or a later one. */
  static Verdict version(PlacedHeader placed, int minimum) {
    int version = placed.header().version();
    if (version >= minimum) {
      return OK;
    }
    var hex = "0x%08x".formatted(version);
    return invalid(BAD_VERSION, hex, "rejected nVersion=" + hex + " block");
  }
}
