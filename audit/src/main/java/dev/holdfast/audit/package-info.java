/** Are the promises kept? Every invariant as a query that returns its violations. */
@NullMarked
package dev.holdfast.audit;

import org.jspecify.annotations.NullMarked;
