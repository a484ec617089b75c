/** What may be done to a release and what became of it: pure functions of the release as it was read, without client and clock. */
package dev.orderapp.kubectl.release;
