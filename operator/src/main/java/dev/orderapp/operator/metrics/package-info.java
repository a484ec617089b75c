/** What a release is judged by: the configured metrics, read from all their sources at once. */
package dev.orderapp.operator.metrics;
