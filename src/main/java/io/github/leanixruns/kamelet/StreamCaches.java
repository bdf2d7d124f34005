package io.github.leanixruns.kamelet;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.CachedOutputStream;

/** Keeps streams that can be read again, large ones in temporary files. */
final class StreamCaches {

  private StreamCaches() {}

  static StreamCache of(InputStream in, Exchange exchange) throws IOException {
    CachedOutputStream cache = new CachedOutputStream(exchange);
    in.transferTo(cache);
    cache.close();
    return cache.newStreamCache();
  }
}
