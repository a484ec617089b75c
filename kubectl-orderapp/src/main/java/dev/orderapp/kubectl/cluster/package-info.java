/** The cluster as the plugin sees it: releases, which it reads and patches, and what belongs to them, which it only reads. */
package dev.orderapp.kubectl.cluster;
