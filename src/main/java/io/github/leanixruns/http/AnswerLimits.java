package io.github.leanixruns.http;

import io.github.leanixruns.files.FirstBytes;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Ends the body of an error after 64 kB, and closes the connection of an answer that is not read to
 * its end. HttpClient would read the rest, whatever its length.
 */
final class AnswerLimits implements ExecChainHandler {

  private static final long MAX_ERROR_BYTES = 64 << 10;

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    if (response.getEntity() != null) {
      boolean isError = response.getCode() >= HttpStatus.SC_REDIRECTION;
      response.setEntity(
          new Body(
              response.getEntity(), isError ? MAX_ERROR_BYTES : Long.MAX_VALUE, scope.execRuntime));
    }
    return response;
  }

  private static final class Body extends HttpEntityWrapper {

    private final long maxBytes;
    private final ExecRuntime runtime;

    Body(HttpEntity entity, long maxBytes, ExecRuntime runtime) {
      super(entity);
      this.maxBytes = maxBytes;
      this.runtime = runtime;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new Content(super.getContent());
    }

    private final class Content extends FirstBytes {

      private boolean complete;

      Content(InputStream in) {
        super(in, maxBytes);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        boolean limited = left() == 0;
        int count = super.read(bytes, offset, length);
        if (!limited) {
          complete = count < 0 || maxBytes - left() == getContentLength();
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        if (complete) {
          super.close();
        } else {
          runtime.discardEndpoint();
        }
      }
    }
  }
}
