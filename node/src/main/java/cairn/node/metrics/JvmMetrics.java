package cairn.node.metrics;

import static cairn.node.metrics.Metrics.counter;
import static cairn.node.metrics.Metrics.gauge;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Function;

/** What there is to tell of the process and its Java machine. */
final class JvmMetrics {
  private static final double MILLIS = Duration.ofSeconds(1).toMillis();
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private JvmMetrics() {}

  static void register(PrometheusMeterRegistry registry) {
    var memory = ManagementFactory.getMemoryMXBean();
    area(registry, memory, "heap", MemoryMXBean::getHeapMemoryUsage);
    area(registry, memory, "nonheap", MemoryMXBean::getNonHeapMemoryUsage);
    for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      gauge(
          registry,
          "cairn_jvm_buffers_bytes",
          "Memory outside of the heap that buffers take",
          pool,
          BufferPoolMXBean::getMemoryUsed,
          "pool",
          pool.getName());
    }
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      counter(
          registry,
          "cairn_jvm_gc_collections",
          "How often garbage was collected",
          collector,
          GarbageCollectorMXBean::getCollectionCount,
          "collector",
          collector.getName());
      counter(
          registry,
          "cairn_jvm_gc_seconds",
          "How long that took",
          collector,
          each -> each.getCollectionTime() / MILLIS,
          "collector",
          collector.getName());
    }
    gauge(
        registry,
        "cairn_jvm_threads",
        "Threads of the operating system",
        ManagementFactory.getThreadMXBean(),
        ThreadMXBean::getThreadCount);
    gauge(
        registry,
        "cairn_uptime_seconds",
        "How long the process has been running",
        ManagementFactory.getRuntimeMXBean(),
        (RuntimeMXBean each) -> each.getUptime() / MILLIS);
    counter(
        registry,
        "cairn_process_cpu_seconds",
        "Time that processors have spent on it",
        ProcessHandle.current(),
        each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS);
  }

  private static void area(
      PrometheusMeterRegistry registry,
      MemoryMXBean memory,
      String name,
      Function<MemoryMXBean, MemoryUsage> usage) {
    gauge(
        registry,
        "cairn_jvm_memory_used_bytes",
        "Memory in use",
        memory,
        each -> usage.apply(each).getUsed(),
        "area",
        name);
    gauge(
        registry,
        "cairn_jvm_memory_committed_bytes",
        "Memory that the operating system has given",
        memory,
        each -> usage.apply(each).getCommitted(),
        "area",
        name);
    gauge(
        registry,
        "cairn_jvm_memory_max_bytes",
        "Memory that there can be, -1 if there is no bound",
        memory,
        each -> usage.apply(each).getMax(),
        "area",
        name);
  }
}
