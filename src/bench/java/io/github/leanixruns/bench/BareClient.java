package io.github.leanixruns.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A yardstick that only makes the API calls of runs, without files, ledger and check. A waiting run
 * needs no thread.
 */
final class BareClient {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final String baseUrl;
  private final int threads;
  private final Duration runTime;

  BareClient(String baseUrl, int threads, Duration runTime) {
    this.baseUrl = baseUrl;
    this.threads = threads;
    this.runTime = runTime;
  }

  double runsPerSecond(int count) throws InterruptedException {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(threads);
    CountDownLatch done = new CountDownLatch(count);
    AtomicReference<Exception> failure = new AtomicReference<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      String ldif = SmallLdifs.text("inbound", i, i);
      pool.submit(
          () -> {
            try {
              String id = createAndStart(ldif);
              pool.schedule(
                  () -> {
                    try {
                      finish(id);
                    } catch (IOException | InterruptedException e) {
                      failure.set(e);
                    } finally {
                      done.countDown();
                    }
                  },
                  runTime.toMillis(),
                  TimeUnit.MILLISECONDS);
            } catch (IOException | InterruptedException e) {
              failure.set(e);
              done.countDown();
            }
          });
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdownNow();
    if (failure.get() != null) {
      throw new IllegalStateException("The bare client failed", failure.get());
    }
    return count / seconds;
  }

  private String createAndStart(String ldif) throws IOException, InterruptedException {
    Matcher id = ID.matcher(send("POST", "", ldif));
    if (!id.find()) {
      throw new IOException("The run has no id");
    }
    send("POST", "/" + id.group(1) + "/start", "");
    send("GET", "/" + id.group(1) + "/status", "");
    return id.group(1);
  }

  private void finish(String id) throws IOException, InterruptedException {
    while (!send("GET", "/" + id + "/status", "").contains("FINISHED")) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    for (String call : List.of("warnings?offset=0&limit=100", "stats", "resultsUrl", "results")) {
      send("GET", "/" + id + "/" + call, "");
    }
  }

  private String send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + StandIn.RUNS + path))
            .header("Authorization", "Bearer bench")
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(path + " was answered " + response.statusCode());
    }
    return response.body();
  }
}
