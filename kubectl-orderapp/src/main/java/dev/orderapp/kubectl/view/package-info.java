/** Releases as text: pure functions of what was read, so that tests compare the very text that people see. */
package dev.orderapp.kubectl.view;
