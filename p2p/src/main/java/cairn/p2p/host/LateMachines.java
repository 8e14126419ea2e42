package cairn.p2p.host;

import org.jspecify.annotations.Nullable;

/** The machines, once they are there: they are made of what their host gives them. */
final class LateMachines {
  private volatile @Nullable Machines machines;

  void set(Machines machines) {
    if (this.machines != null) {
      throw new IllegalStateException("there are machines already");
    }
    this.machines = machines;
  }

  Machines get() {
    var known = machines;
    if (known == null) {
      throw new IllegalStateException("there are no machines yet");
    }
    return known;
  }
}
