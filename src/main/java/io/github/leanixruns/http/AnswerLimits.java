package io.github.leanixruns.http;

import java.io.FilterInputStream;
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

    private final class Content extends FilterInputStream {

      private long left = maxBytes;
      private boolean complete;

      Content(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        complete = count < 0 || maxBytes - left == getContentLength();
        return count;
      }

      @Override
      public void close() throws IOException {
        if (complete) {
          in.close();
        } else {
          runtime.discardEndpoint();
        }
      }
    }
  }
}
