/** The decision core: pure, in memory, told what time it is. */
@NullMarked
package dev.holdfast.decisions.model;

import org.jspecify.annotations.NullMarked;
