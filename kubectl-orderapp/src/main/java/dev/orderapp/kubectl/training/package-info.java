/** What makes the plugin start fast; no command needs it. */
package dev.orderapp.kubectl.training;
