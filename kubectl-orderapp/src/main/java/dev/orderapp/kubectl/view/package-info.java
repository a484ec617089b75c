/** Releases as text: pure functions of what was read, so that each is tried against the very text that people see. */
package dev.orderapp.kubectl.view;
