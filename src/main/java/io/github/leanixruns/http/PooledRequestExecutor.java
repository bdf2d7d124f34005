package io.github.leanixruns.http;

import java.io.IOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Recognizes that a pooled connection was closed by the other side, before an answer began. */
final class PooledRequestExecutor extends HttpRequestExecutor {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback callback,
      HttpContext context)
      throws IOException, HttpException {
    try {
      return super.execute(request, connection, callback, context);
    } catch (NoHttpResponseException
        | ConnectionClosedException
        | SocketException
        | SSLException e) {
      if (connection instanceof PooledConnection pooled && pooled.isReused()) {
        throw new PooledConnectionClosedException(e);
      }
      throw e;
    }
  }
}
