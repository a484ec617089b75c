/** What the environment says, read once at the start. */
package dev.orderapp.operator.settings;
