/** What goes through LeanIX's storage: large LDIFs on their way in, results on their way out. */
package io.github.leanixruns.storage;
