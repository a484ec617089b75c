/**
 * What the operator keeps in memory: the informers' stores hold of the cluster's objects as little as a reconcile reads, and
 * {@link dev.orderapp.operator.cache.ReleaseCaches} drops what is kept per release when the release is deleted.
 */
package dev.orderapp.operator.cache;
