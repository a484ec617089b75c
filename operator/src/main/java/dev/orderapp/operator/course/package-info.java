/** What a saved status adds to the recorded course of an attempt, and how a course stays small. Pure; it observes and decides nothing. */
package dev.orderapp.operator.course;
