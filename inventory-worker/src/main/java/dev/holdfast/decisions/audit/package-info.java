/** The worker's own auditor: the invariants, again and again, beside the work. */
@NullMarked
package dev.holdfast.decisions.audit;

import org.jspecify.annotations.NullMarked;
