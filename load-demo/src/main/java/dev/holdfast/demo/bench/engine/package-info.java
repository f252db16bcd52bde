/** The half of the benchmark without HTTP: how fast requests that wait in the topic are decided. */
@NullMarked
package dev.holdfast.demo.bench.engine;

import org.jspecify.annotations.NullMarked;
