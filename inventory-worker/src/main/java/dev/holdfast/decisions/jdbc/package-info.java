/** The tables only the deciding worker reads and writes. */
@NullMarked
package dev.holdfast.decisions.jdbc;

import org.jspecify.annotations.NullMarked;
