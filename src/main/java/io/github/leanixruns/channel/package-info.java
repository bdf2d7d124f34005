/** Channels: named sets of settings for runs. */
package io.github.leanixruns.channel;
