/**
 * The custom resource {@code OrderAppRelease} as records: the one source of the CRD, of the operator's model and of the
 * reference in the documentation. What the API server can judge (types, ranges, CEL rules, defaults) is said here and
 * nowhere else.
 */
package dev.orderapp.v1;
