/**
 * The negative control: the worker with its protections taken out, so that it must oversell and the
 * auditor must say so. Refused unless the database is named {@code holdfast_unsafe}.
 */
@NullMarked
package dev.holdfast.decisions.unsafe;

import org.jspecify.annotations.NullMarked;
