/** What the caches hold of the cluster's objects: as little as the passes read. */
package dev.orderapp.operator.cache;
