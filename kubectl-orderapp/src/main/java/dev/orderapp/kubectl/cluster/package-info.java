/** Access to the cluster: releases, which the plugin reads and patches, and what belongs to them, which it only reads. */
package dev.orderapp.kubectl.cluster;
