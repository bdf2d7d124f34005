/** How requests leave this machine: time-outs, certificates, the proxy. */
package io.github.leanixruns.http;
