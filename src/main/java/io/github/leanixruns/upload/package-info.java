/** Large LDIFs on their way into LeanIX's storage. */
package io.github.leanixruns.upload;
