/** A real API server for tests. It knows no other module, so that the tests of each may use it. */
package dev.orderapp.testing;
