/** The benchmark: Holdfast and the alternatives, side by side in one run. */
@NullMarked
package dev.holdfast.demo.bench;

import org.jspecify.annotations.NullMarked;
