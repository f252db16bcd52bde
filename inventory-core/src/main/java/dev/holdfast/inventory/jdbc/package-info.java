/** The tables of schema inventory; here the statement is the algorithm. */
@NullMarked
package dev.holdfast.inventory.jdbc;

import org.jspecify.annotations.NullMarked;
