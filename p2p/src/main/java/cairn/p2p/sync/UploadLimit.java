package cairn.p2p.sync;

/** How much this node may send to its peers ({@code -maxuploadtarget}). */
public interface UploadLimit {
  /** There is none. */
  UploadLimit NONE = () -> false;

  /** Whether so much has been sent that old blocks have to wait: what is new needs the rest. */
  boolean isReachedForOldBlocks();
}
