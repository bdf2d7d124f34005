/** HTTP clients: time-outs, certificates and the proxy. */
package io.github.leanixruns.http;
