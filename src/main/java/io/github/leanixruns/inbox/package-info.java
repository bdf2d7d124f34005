/** Receives LDIFs: watched folders, claims, and the work folder. */
package io.github.leanixruns.inbox;
