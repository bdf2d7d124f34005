/** LDIFs from a message queue, and results and receipts to others. */
package io.github.leanixruns.queue;
