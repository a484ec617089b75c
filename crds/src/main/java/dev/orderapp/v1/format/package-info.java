/**
 * How numbers and lengths of time are written in sentences, tables and drawings: once, for the operator, the plugin and its
 * dashboard, so that the same odds never read 190 in one place and 200 in another.
 */
package dev.orderapp.v1.format;
