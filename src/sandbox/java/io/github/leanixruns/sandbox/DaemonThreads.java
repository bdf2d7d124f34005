package io.github.leanixruns.sandbox;

/** Creates daemon threads, which do not keep the process alive. */
final class DaemonThreads {
  private DaemonThreads() {}

  static Thread create(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs work in a daemon thread and waits for it: the threads that it creates are daemons too. */
  static void run(Runnable work, String name) {
    Thread thread = create(work, name);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
