package io.github.leanixruns.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.ObservedTestSupport;
import java.nio.file.Files;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A program in which an error has ended a thread or a task is not live. */
class ErrorsHealthCheckTest extends ObservedTestSupport {

  @Test
  void anErrorThatEndsAThreadIsSeenByLive() throws Exception {
    assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);

    Thread thread =
        new Thread(
            () -> {
              throw new OutOfMemoryError("for the test");
            });
    thread.start();
    // while it waits, Awaitility would take the error, and JUnit ends the process after this one
    thread.join();

    await().until(() -> get("/observe/health/live").statusCode() == 503);
    assertThat(get("/observe/health/live").body())
        .contains("java.lang.OutOfMemoryError: for the test", "Restart leanix-runs");
    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void anErrorInARouteIsSeenByLive() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("file:" + data.resolve("more") + "?initialDelay=0")
                .process(
                    exchange -> {
                      throw new NoClassDefFoundError("for/the/Test");
                    });
          }
        });
    Files.writeString(data.resolve("more/file"), "x");

    await().until(() -> get("/observe/health/live").statusCode() == 503);
  }
}
