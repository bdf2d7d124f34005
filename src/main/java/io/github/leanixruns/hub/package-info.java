/** Puts the parts together: what the routes find under which name, and in which order it starts. */
package io.github.leanixruns.hub;
