/** Assembles the hub: settings, beans of the routes, and the order of start and stop. */
package io.github.leanixruns.hub;
