/** Reads what a decision needs: the release, its objects in the caches, and the metrics when they are due. Nothing here writes to the cluster. */
package dev.orderapp.operator.observe;
