/** The metrics pages of the app's own Pods: the quickest source, and the only one that needs no set-up. */
package dev.orderapp.operator.metrics.pods;
