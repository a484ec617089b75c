/**
 * A page about releases on this machine's loopback address, with the caller's own rights: nothing is exposed in the cluster. A browser
 * carries other pages' requests as well, so each request is held against {@link dev.orderapp.kubectl.dashboard.RequestGuard}.
 */
package dev.orderapp.kubectl.dashboard;
