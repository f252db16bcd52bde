/**
 * Are the promises kept? Every invariant as a query that returns its violations, and both topics
 * read against the inventory. Nothing here is shared with what it judges.
 */
@NullMarked
package dev.holdfast.audit;

import org.jspecify.annotations.NullMarked;
