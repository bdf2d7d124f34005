/** Named ways of running LDIFs. */
package io.github.leanixruns.channel;
