package io.github.leanixruns.chaos;

import io.github.leanixruns.LeanixRuns;
import io.github.leanixruns.run.Run;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * The program, which halts at one step of a route, with one file: nothing is closed or tidied up,
 * as with SIGKILL.
 */
public final class DyingProgram {

  static final int DEAD = 77;

  private DyingProgram() {}

  /**
   * Runs until death.
   *
   * @param arguments route, what the step's label holds, the {@link Moment}, and the file's name
   */
  public static void main(String... arguments) throws Exception {
    Main main = LeanixRuns.create();
    Death death = new Death(arguments[0], arguments[1], Moment.valueOf(arguments[2]), arguments[3]);
    main.configure().addConfiguration(death);
    System.exit(main.run(new String[0]));
  }

  static void die() {
    Runtime.getRuntime().halt(DEAD);
  }

  /** When it dies, as seen from the step. */
  enum Moment {
    /** When the step has had its effect. */
    AFTER,
    /** When the step asks where the file lies that it was given. */
    BEFORE_TOUCHING_THE_FILE,
    /** When the step has read 10 bytes of the body. */
    BODY_HALF_READ,
    /** When the step has read all of the body. */
    BODY_READ,
    /** When the step has moved the LDIF, but not yet deleted its folder. */
    LDIF_MOVED
  }

  private record Death(String route, String label, Moment moment, String fileName)
      implements CamelConfiguration, InterceptStrategy {

    @Override
    public void configure(CamelContext context) {
      context.getCamelContextExtension().addInterceptStrategy(this);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
        CamelContext context, NamedNode step, Processor target, Processor next) {
      boolean here =
          route.equals(ProcessorDefinitionHelper.getRouteId(step))
              && step.getLabel().contains(label);
      return here ? new DeadlyStep(target, this) : target;
    }

    boolean isOf(Exchange exchange) {
      Run run = run(exchange);
      return fileName.equals(
          run == null ? exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY) : run.fileName());
    }

    void prepare(Exchange exchange) {
      switch (moment) {
        case AFTER, LDIF_MOVED -> {}
        case BEFORE_TOUCHING_THE_FILE ->
            exchange
                .getMessage()
                .setBody(new DeadlyFile(exchange.getMessage().getBody(File.class)));
        case BODY_HALF_READ -> exchange.getMessage().setBody(new DeadlyStream(body(exchange), 10));
        case BODY_READ ->
            exchange.getMessage().setBody(new DeadlyStream(body(exchange), Integer.MAX_VALUE));
      }
    }

    void finish(Exchange exchange) throws IOException {
      if (moment == Moment.LDIF_MOVED) {
        Files.createDirectory(
            Path.of(System.getenv("LEANIX_DATA"), "work", "ldif", run(exchange).id()));
      }
      if (moment == Moment.AFTER || moment == Moment.LDIF_MOVED) {
        die();
      }
    }

    private static Run run(Exchange exchange) {
      return exchange.getVariable("run", Run.class);
    }

    private static InputStream body(Exchange exchange) {
      return exchange.getMessage().getBody(InputStream.class);
    }
  }

  private static final class DeadlyStep extends DelegateAsyncProcessor {

    private final Death death;

    DeadlyStep(Processor step, Death death) {
      super(step);
      this.death = death;
    }

    private void finish(Exchange exchange) {
      try {
        death.finish(exchange);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      boolean due = death.isOf(exchange);
      if (due) {
        death.prepare(exchange);
      }
      return super.process(
          exchange,
          doneSync -> {
            if (due && exchange.getException() == null) {
              finish(exchange);
            }
            callback.done(doneSync);
          });
    }
  }

  private static final class DeadlyFile extends File {

    private static final long serialVersionUID = 1L;

    DeadlyFile(File file) {
      super(file.getPath());
    }

    @Override
    public Path toPath() {
      die();
      return super.toPath();
    }
  }

  private static final class DeadlyStream extends FilterInputStream {

    private int left;

    DeadlyStream(InputStream in, int left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = left == 0 ? -1 : in.read(bytes, offset, Math.min(left, length));
      if (count < 0) {
        die();
      }
      left -= count;
      return count;
    }
  }
}
