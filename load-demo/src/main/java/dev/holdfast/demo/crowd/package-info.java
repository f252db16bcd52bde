/** The buyers: what each wants, does and is told. */
@NullMarked
package dev.holdfast.demo.crowd;

import org.jspecify.annotations.NullMarked;
