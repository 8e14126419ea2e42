package cairn.rpc.mining;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.mining.BlockAssembler;
import cairn.ledger.mining.BlockTemplate;
import cairn.ledger.mining.Candidates;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.Retargeting;
import cairn.primitives.BlockHeader;
import cairn.primitives.Script;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What miners that are programs of their own are to work on. Thread-safe. */
public final class TemplateSource {
  /** For so long there is no new template just because there are other transactions. */
  private static final Duration LIFETIME = Duration.ofSeconds(5);

  /** Miners put a script of their own here. */
  private static final Script ANYONE = Script.fromHex("51");

  private final Ledger ledger;
  private final Candidates candidates;
  private final Templates templates;
  private @Nullable Work last;

  /**
   * Something to work on.
   *
   * @param previous the block that it builds on
   * @param changes of the candidates, as they were counted then
   */
  record Work(IndexedBlock previous, long changes, Instant made, BlockTemplate template) {
    Place place(Ledger ledger) {
      return new Place(ledger.config().network().consensus(), previous);
    }
  }

  public TemplateSource(Ledger ledger, Candidates candidates, Templates templates) {
    this.ledger = ledger;
    this.candidates = candidates;
    this.templates = templates;
  }

  /** How often the candidates have changed. */
  long changes() {
    return candidates.changes();
  }

  /** The same as those when the last template was made. */
  synchronized long changesAtLast() {
    return last == null ? 0 : last.changes();
  }

  /** What to work on now. */
  synchronized Work current() {
    var tip = ledger.chain().tip();
    var now = ledger.config().clock().instant();
    var known = last;
    if (known == null || !known.previous().equals(tip) || isStale(known, now)) {
      known = make(tip, now);
      last = known;
    }
    return known;
  }

  private boolean isStale(Work work, Instant now) {
    return candidates.changes() != work.changes()
        && Duration.between(work.made(), now).compareTo(LIFETIME) > 0;
  }

  private Work make(IndexedBlock tip, Instant now) {
    long changes = candidates.changes();
    return new Work(tip, changes, now, templates.make(tip, now, ANYONE, candidates));
  }

  /** The header of the template as of now: its time, and what depends on that, move on. */
  BlockHeader header(Work work) {
    var header = work.template().block().header();
    var place = work.place(ledger);
    long now = ledger.config().clock().instant().getEpochSecond();
    long time = Math.max(header.time(), Math.max(now, BlockAssembler.earliestTime(place)));
    long bits = Retargeting.bitsAfter(work.previous(), time, place.consensus().proofOfWork());
    return new BlockHeader(header.version(), header.previous(), header.merkleRoot(), time, bits, 0);
  }
}
