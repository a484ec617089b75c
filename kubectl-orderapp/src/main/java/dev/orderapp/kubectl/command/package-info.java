/** The commands, a class each: they read their arguments, call the others, and print. */
package dev.orderapp.kubectl.command;
