package cairn.node.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;

/** Shows log lines to people, but for those that a changing line speaks of already. */
final class DisplayAppender extends AppenderBase<ILoggingEvent> {
  private final Display display;
  private final Layout<ILoggingEvent> layout;

  DisplayAppender(Display display, Layout<ILoggingEvent> layout) {
    this.display = display;
    this.layout = layout;
  }

  @Override
  protected void append(ILoggingEvent event) {
    var markers = event.getMarkerList();
    boolean routine = markers != null && markers.contains(NodeLog.ROUTINE);
    if (!routine || !display.hasStatus()) {
      display.print(layout.doLayout(event));
    }
  }
}
