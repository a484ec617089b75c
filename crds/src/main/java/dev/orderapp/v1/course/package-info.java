/**
 * The recorded course of an attempt to release a revision: what was measured when, and what was decided. The operator writes it into a
 * ConfigMap of its own, beside the release; whatever plots a release reads it there.
 */
package dev.orderapp.v1.course;
