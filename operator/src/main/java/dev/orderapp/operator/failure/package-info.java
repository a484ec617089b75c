/** What is kept of a version that was rolled back: which containers' last lines, which Warning Events. It reads, and decides nothing. */
package dev.orderapp.operator.failure;
