/** LDIFs from a message queue, and what comes of them to another. */
package io.github.leanixruns.queue;
