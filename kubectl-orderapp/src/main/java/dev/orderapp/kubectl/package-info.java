/** {@code kubectl orderapp}: what people and pipelines do with releases. It acts with the caller's own rights, and only on releases. */
package dev.orderapp.kubectl;
