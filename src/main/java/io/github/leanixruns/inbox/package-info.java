/** From a dropped file to a claimed one. */
package io.github.leanixruns.inbox;
