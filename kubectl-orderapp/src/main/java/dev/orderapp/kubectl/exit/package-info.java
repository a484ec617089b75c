/** How a command ends: its exit code, or the one sentence that says why it could not be done. Knows no other package. */
package dev.orderapp.kubectl.exit;
